import { describePriceAndTrace } from '../support/describe-price-and-trace.ts';

describePriceAndTrace(200);
