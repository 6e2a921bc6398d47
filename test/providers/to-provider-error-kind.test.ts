import { describe, expect, it } from 'vitest';
import type { ProviderError } from '../../src/domain/provider-error.ts';
import { toProviderError as bitrix24 } from '../../src/providers/bitrix24/to-error.ts';
import { toProviderError as callgear } from '../../src/providers/callgear/to-error.ts';
import { toTransportError as voximplant } from '../../src/providers/voximplant/to-error.ts';
import { toTransportError as zoomContactCenter } from '../../src/providers/zoom-contact-center/to-error.ts';
import { tooLarge } from '../../src/transport/http-error.ts';
import { READ } from '../transport/exchange-stub.ts';

const PROVIDERS: readonly [name: string, toError: (error: unknown) => unknown][] = [
  ['bitrix24', (error) => bitrix24(error, 'calls', 'portal')],
  ['callgear', (error) => callgear({ provider: 'tracking', operation: 'calls' }, error)],
  ['voximplant', (error) => voximplant('pbx', 'calls', error)],
  ['zoom-contact-center', (error) => zoomContactCenter('desk', 'calls', error)],
];

describe.each(PROVIDERS)('a reply of %s that passes the size cap', (_name, toError) => {
  it('is unreadable, not missing, and its error says the size', () => {
    const error = toError(tooLarge(READ, 64 * 1024 * 1024)) as ProviderError;
    expect(error.kind).toBe('unreadable');
    expect(error.message).toContain('the reply is larger than 64 MiB');
    expect(error.message).not.toMatch(/did not answer|no answer/);
  });
});
