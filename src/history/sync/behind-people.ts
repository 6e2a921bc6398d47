import { waitingAs } from '../../time/waiting-as.ts';

/**
 * Runs what the sync asks of a vendor: in the vendor's line it stands behind everybody who waits for an answer, and it draws
 * no more than its share.
 */
export const behindPeople = <Result>(share: number, run: () => Promise<Result>): Promise<Result> =>
  waitingAs({ caller: 'sync', urgency: 'sync', share, way: undefined }, run);
