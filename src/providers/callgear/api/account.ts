import type { Instant } from '../../../time/instant.ts';
import type { Log } from '../../../transport/log.ts';
import type { AccountZone } from './account-zone.ts';
import type { Client } from './client.ts';
import type { ReadLineNames } from '../directory/line-names.ts';

/** One account, as the parts of this provider see it. */
export type Account = {
  readonly provider: string;
  readonly client: Client;
  readonly defaultCountry: string | null;
  readonly now: () => Instant;
  readonly log: Log;
  readonly mediaBaseUrl: string;
  /** Where searches without a date end. */
  historySince(): Instant;
  /** The account's zone: from the settings, else asked once. */
  zone(signal: AbortSignal): Promise<AccountZone>;
  /** What the account calls its numbers. */
  readonly lineNames: ReadLineNames;
  /** The currency of charges: from the settings, else asked once; null where nobody says. */
  currency(signal: AbortSignal): Promise<string | null>;
};
