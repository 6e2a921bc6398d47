import { describeCuts } from './describe-cuts.ts';

describeCuts(400);
