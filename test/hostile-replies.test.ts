import { describeHostileReplies } from './support/describe-hostile-replies.ts';

// A sample; many more in hostile-replies.full.test.ts.
describeHostileReplies(8);
