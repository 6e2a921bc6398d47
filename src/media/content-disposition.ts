import { lookUp } from '../transport/read-wire.ts';
import type { MediaGrant } from './media-tokens.ts';

/** Names the file as a person would look for it: when the call was, where, and which. */
export function contentDisposition(
  { provider, key }: Pick<MediaGrant, 'provider' | 'key'>,
  contentType: string | null,
): string {
  const { startedAt, nativeId } = key.session;
  const moment =
    startedAt === undefined ? '' : `${new Date(startedAt).toISOString().slice(0, 19).replaceAll(':', '-')}Z-`;
  const name = `${moment}${provider}-${nativeId}-${key.kind}`.replace(/[^\w.-]/g, '_');
  return `inline; filename="${name}${extensionOf(contentType)}"`;
}

const EXTENSIONS: Readonly<Record<string, string>> = {
  'audio/mpeg': '.mp3',
  'audio/mp3': '.mp3',
  'audio/mp4': '.m4a',
  'audio/ogg': '.ogg',
  'audio/wav': '.wav',
  'audio/x-wav': '.wav',
  'application/json': '.json',
  'text/plain': '.txt',
  'text/vtt': '.vtt',
};

const extensionOf = (contentType: string | null): string =>
  lookUp(EXTENSIONS, contentType?.split(';')[0]?.trim().toLowerCase()) ?? '';
