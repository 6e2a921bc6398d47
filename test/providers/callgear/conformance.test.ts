import { describeProvider } from '../../conformance/provider.ts';
import { CALLGEAR } from './conformant.ts';

describeProvider(CALLGEAR);
