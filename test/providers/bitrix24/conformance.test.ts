import { describeProvider } from '../../conformance/provider.ts';
import { BITRIX24, BITRIX24_WITH_OAUTH } from './conformant.ts';

describeProvider(BITRIX24);
describeProvider(BITRIX24_WITH_OAUTH);
