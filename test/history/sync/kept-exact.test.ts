import { describeKeptExact } from './exact/describe-kept-exact.ts';

describeKeptExact({ seeds: 3, bugSeeds: 20, bugKinds: ['bitrix24'] });
