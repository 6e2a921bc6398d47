import { DAY_MS, type Instant } from '../time/instant.ts';
import type { ProviderSettings } from './provider-settings.ts';

/** Where the history of a provider begins: on the day its settings name, or a year ago. */
export const historySinceOf = ({ historySince }: Pick<ProviderSettings, 'historySince'>, now: Instant): Instant =>
  historySince === undefined ? now - 365 * DAY_MS : Date.parse(historySince);
