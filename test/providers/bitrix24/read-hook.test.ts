import { describe, expect, it } from 'vitest';
import { createHooks } from '../../../src/demo/bitrix24/hooks.ts';
import { createDataSet } from '../../../src/demo/data-sets.ts';
import type { Hook } from '../../../src/domain/hook.ts';
import { createReadHook } from '../../../src/providers/bitrix24/hooks/read-hook.ts';
import { NOW } from '../../conformance/world.ts';

const portal = createHooks('portal', { now: () => NOW });
const { applicationToken } = portal.settings as { readonly applicationToken: string };
const read = createReadHook({ applicationToken }, () => NOW);
const { headers, body } = portal.write(createDataSet('even').sources.bitrix24.at(1990));

/** The event as it is pushed, or with some fields changed; null leaves one out. */
const event = (changes: Readonly<Record<string, string | null>> = {}): Hook => {
  const form = new URLSearchParams(body);
  for (const [name, value] of Object.entries(changes))
    if (value === null) form.delete(name);
    else form.set(name, value);
  return { rest: '', headers, body: form.toString() };
};

describe('an event of a portal', () => {
  it('says by its call and its time that a call has ended', () => {
    expect(read(event())).toEqual({ kind: 'hint', message: expect.stringContaining(String(NOW / 1000)) as string });
    expect(read(event({ 'data[CALL_ID]': 'another' }))).not.toEqual(read(event()));
  });

  it('is refused without the token of the application, whatever else it says', () => {
    const wrong = [null, '', applicationToken.slice(1), `${applicationToken}x`, applicationToken.toUpperCase()];
    for (const token of wrong) expect(read(event({ 'auth[application_token]': token })).kind).toBe('refused');
    for (const other of ['', '{}', 'auth[application_token', '%', '&&&='])
      expect(read({ rest: '', headers, body: other }).kind).toBe('refused');
    expect(read({ rest: applicationToken, headers: { authorization: applicationToken }, body: '' }).kind).toBe(
      'refused',
    );
  });

  it('is late five minutes after it was sent, and before it, and where it does not say when', () => {
    const at = (ms: number): string => String((NOW + ms) / 1000);
    for (const ts of [null, '', 'yesterday', at(-301_000), at(301_000)]) expect(read(event({ ts })).kind).toBe('late');
    for (const ts of [at(-299_000), at(299_000)]) expect(read(event({ ts })).kind).toBe('hint');
  });

  it('of another kind is ignored', () => {
    for (const name of ['ONVOXIMPLANTCALLSTART', 'ONCRMLEADADD', null])
      expect(read(event({ event: name })).kind).toBe('ignored');
  });
});
