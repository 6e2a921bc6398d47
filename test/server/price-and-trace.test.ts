import { describePriceAndTrace } from '../support/describe-price-and-trace.ts';

// A sample; many more in price-and-trace.full.test.ts.
describePriceAndTrace(25);
