import { describeNoPlaces } from '../support/describe-no-places.ts';

describeNoPlaces({ isSample: false });
