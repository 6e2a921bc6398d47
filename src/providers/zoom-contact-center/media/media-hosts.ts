import { type MediaHosts, createMediaHosts as createHosts } from '../../media-hosts.ts';
import type { ZoomContactCenterSettings } from '../settings.ts';

const CLOUD = ['*.zoom.us'];

/** Where recordings may be fetched from: the API's own host, and Zoom's cloud or what the settings name instead. */
export const createMediaHosts = ({
  baseUrl,
  mediaHosts = CLOUD,
  mediaTokenHosts,
}: Pick<ZoomContactCenterSettings, 'baseUrl' | 'mediaHosts' | 'mediaTokenHosts'>): MediaHosts =>
  createHosts({ baseUrl, cloud: CLOUD, mediaHosts, mediaTokenHosts });
