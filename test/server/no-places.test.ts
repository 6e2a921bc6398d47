import { describeNoPlaces } from '../support/describe-no-places.ts';

// All that vendors do is in no-places.full.test.ts.
describeNoPlaces({ isSample: true });
