import { describeKeptExact } from './exact/describe-kept-exact.ts';

describeKeptExact({ seeds: 100, bugSeeds: 40, first: 1001 });
