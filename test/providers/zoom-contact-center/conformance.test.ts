import { describeProvider } from '../../conformance/provider.ts';
import { ZOOM } from './conformant.ts';

describeProvider(ZOOM);
