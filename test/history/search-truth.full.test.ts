import { describeSearch } from './describe-search.ts';

describeSearch(60);
