import type { BudgetOptions } from '../../../transport/budget.ts';
import type { Rate } from '../../../transport/rate.ts';
import type { Bitrix24Settings } from '../settings.ts';

/** The label of the one bucket that all requests of a portal fall into. */
export const BUCKET = 'requests';

/**
 * The vendor's bucket holds 50 requests and drains 2 a second (enterprise: 250 and 5). A burst may take half of it, so
 * that another program of the company finds room. On the company's own servers no limit is known.
 */
const RATES: Readonly<Record<Bitrix24Settings['plan'], Rate | null>> = {
  standard: { burst: 25, perSecond: 2 },
  enterprise: { burst: 125, perSecond: 5 },
  'on-premise': null,
};
const REQUESTS_AT_ONCE = 8;

/** What may be asked of a portal; where calls can be written down, a tenth is kept for that. */
export const limitsOf = ({ plan, oauth }: Pick<Bitrix24Settings, 'plan' | 'oauth'>): BudgetOptions => ({
  rates: { [BUCKET]: RATES[plan] },
  atOnce: REQUESTS_AT_ONCE,
  setAside: oauth === undefined ? 0 : 0.1,
});
