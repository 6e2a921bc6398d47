import { describeProvider } from '../../conformance/provider.ts';
import { VOXIMPLANT } from './conformant.ts';

describeProvider(VOXIMPLANT);
