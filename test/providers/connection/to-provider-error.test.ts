import { describe, expect, it } from 'vitest';
import { ProviderError } from '../../../src/domain/provider-error.ts';
import { toError as bitrix24Refusal } from '../../../src/providers/bitrix24/api/to-error.ts';
import { toError as callgearRefusal } from '../../../src/providers/callgear/api/to-error.ts';
import { toProviderError } from '../../../src/providers/connection/to-provider-error.ts';
import { toSentence } from '../../../src/providers/vendor-words.ts';
import { toError as zoomRefusal } from '../../../src/providers/zoom-contact-center/api/to-error.ts';
import { BreakerOpen } from '../../../src/transport/breaker.ts';
import { BudgetExhausted } from '../../../src/transport/budget.ts';
import { ForeignHost } from '../../../src/transport/file-hosts.ts';
import { tooLarge } from '../../../src/transport/http-error.ts';
import { UnreadableReply } from '../../../src/transport/read-json.ts';
import { DeadlinePassed } from '../../../src/time/with-deadline.ts';
import { READ } from '../../transport/exchange-stub.ts';

const ASKED = {
  provider: 'portal',
  name: 'Bitrix24',
  operation: 'calls',
  limitOf: (label: string) => `the limit of the ${label}`,
  hostsSetting: 'mediaHosts',
};

describe('what the transport throws, asking a vendor', () => {
  const { name: vendor } = ASKED;
  const told = (error: unknown) => toProviderError(error, ASKED) as ProviderError;

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
    expect(error.message).toBe(`${vendor} was not asked for calls: the limit of the day is used up; next try in 61 s.`);
  });

  it('says of a file that lies elsewhere where a setting can name its host', () => {
    const error = told(
      new ForeignHost('https://files.example.net', 'is none of the hosts this provider keeps files on'),
    );
    expect(error.kind).toBe('misconfigured');
    expect(error.message).toMatch(
      /^Bitrix24 names a file that is not fetched: .*If it is right, name the host in mediaHosts: the log says which\.$/,
    );
  });

  it('says of a deadline what was asked when it passed', () => {
    const error = told(new DeadlinePassed(300));
    expect(error).toMatchObject({ kind: 'timed-out', message: 'Bitrix24 gave no answer to calls in time.' });
  });

  it('says of a reply that cannot be read what was asked and what came', () => {
    const error = told(new UnreadableReply('the reply is not JSON: it begins like HTML'));
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
