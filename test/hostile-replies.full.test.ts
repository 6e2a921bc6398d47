import { describeHostileReplies } from './support/describe-hostile-replies.ts';

describeHostileReplies(Number(process.env['HOSTILE_RUNS'] ?? 200));
