import { describe, expect, it } from 'vitest';
import { ProviderError } from '../../src/domain/provider-error.ts';
import { toError as bitrix24Refusal, toProviderError as bitrix24 } from '../../src/providers/bitrix24/api/to-error.ts';
import { toError as callgearRefusal, toProviderError as callgear } from '../../src/providers/callgear/api/to-error.ts';
import { toSentence } from '../../src/providers/to-sentence.ts';
import { toProviderError as voximplant } from '../../src/providers/voximplant/api/to-error.ts';
import {
  toError as zoomRefusal,
  toProviderError as zoom,
} from '../../src/providers/zoom-contact-center/api/to-error.ts';
import { BreakerOpen } from '../../src/transport/breaker.ts';
import { BudgetExhausted } from '../../src/transport/budget.ts';
import { tooLarge } from '../../src/transport/http-error.ts';
import { UnreadableReply } from '../../src/transport/read-json.ts';
import { READ } from '../transport/exchange-stub.ts';

const VENDORS: readonly [vendor: string, toError: (error: unknown) => unknown][] = [
  ['Bitrix24', (error) => bitrix24(error, 'calls', 'portal')],
  ['CallGear', (error) => callgear({ provider: 'tracking', operation: 'calls' }, error)],
  ['Voximplant', (error) => voximplant('pbx', 'calls', error)],
  ['Zoom', (error) => zoom('desk', 'calls', error)],
];

describe.each(VENDORS)('what the transport throws, asking %s', (vendor, toError) => {
  const told = (error: unknown) => toError(error) as ProviderError;

  it('says of an open breaker when it is tried again, and what failed last', () => {
    const last = new ProviderError('any', 'timed-out', `${vendor} fell silent.`);
    const error = told(new BreakerOpen(4200, last));
    expect(error.message).toBe(
      `${vendor} was not asked for calls: it failed repeatedly; next try in 5 s. Last: ${vendor} fell silent.`,
    );
    expect(error).toMatchObject({ kind: 'timed-out', retryAfterSeconds: 5 });
    expect(told(new BreakerOpen(1, null))).toMatchObject({
      kind: 'unavailable',
      message: expect.stringMatching(/next try in 1 s\. Last: no answer in time\.$/) as string,
    });
  });

  it('says of a spent budget whose it is and when there is some again', () => {
    const error = told(new BudgetExhausted('day', 61_000));
    expect(error).toMatchObject({ kind: 'rate-limited', retryAfterSeconds: 61 });
    expect(error.message).toMatch(
      new RegExp(`^${vendor} was not asked for calls: the .* is used up; next try in 61 s\\.$`),
    );
  });

  it('says of a reply that cannot be read what was asked and what came', () => {
    const error = told(new UnreadableReply('it begins like HTML'));
    expect(error.kind).toBe('unreadable');
    expect(error.message).toBe(`${vendor} answered calls, but the reply is not JSON: it begins like HTML.`);
  });

  it('is unreadable, not missing, where a reply passes the size cap, and its error says the size', () => {
    const error = told(tooLarge(READ, 64 * 1024 * 1024));
    expect(error.kind).toBe('unreadable');
    expect(error.message).toMatch(new RegExp(`^${vendor} gave no whole answer: .*the reply is larger than 64 MiB`));
  });
});

describe('a refusal whose words end with a full stop', () => {
  const asked = { provider: 'any', operation: 'calls' };

  it.each([
    bitrix24Refusal({ ...asked, status: 403, code: 'X', description: 'Not today.', isWebhook: true }),
    bitrix24Refusal({ ...asked, status: 403, code: 'X', description: 'Access denied!', isWebhook: true }),
    callgearRefusal(asked, {
      status: 200,
      mnemonic: 'forbidden',
      code: null,
      message: 'Not today.',
      names: [],
      retryAfterSeconds: null,
    }),
    zoomRefusal({ ...asked, status: 403, code: null, message: 'Not today.' }),
  ])('has no second one: $message', ({ message }) => {
    expect(message).not.toMatch(/\.\.|!\./);
    expect(message).toMatch(/(Not today\.|Access denied!) The /);
  });

  it('gets one where there is none', () => {
    expect(['Not today', 'Not today.', 'Why? ', 'cut short…', 'said "no."'].map(toSentence)).toEqual([
      'Not today.',
      'Not today.',
      'Why?',
      'cut short…',
      'said "no."',
    ]);
  });
});
