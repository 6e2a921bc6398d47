import { describe, expect, it } from 'vitest';
import { createHooks as createCallgearHooks } from '../../src/demo/callgear/hooks.ts';
import { createDataSet } from '../../src/demo/data-sets.ts';
import { createHooks as createVoximplantHooks } from '../../src/demo/voximplant/hooks.ts';
import { createReadHook as createReadCallgear } from '../../src/providers/callgear/hooks/read-hook.ts';
import { createReadHook as createReadVoximplant } from '../../src/providers/voximplant/hooks/read-hook.ts';
import { NOW } from '../conformance/world.ts';

const { sources } = createDataSet('even');
const options = { now: () => NOW };
const VENDORS = [
  {
    kind: 'callgear',
    hooks: createCallgearHooks('tracking', options),
    createReadHook: createReadCallgear,
    calls: [sources.callgear.at(1990), sources.callgear.at(1991)],
  },
  {
    kind: 'voximplant',
    hooks: createVoximplantHooks('pbx', options),
    createReadHook: createReadVoximplant,
    calls: [sources.voximplant.at(1990), sources.voximplant.at(1991)],
  },
];

describe.each(VENDORS)('what $kind pushes, and signs not', ({ hooks, createReadHook, calls }) => {
  const { secret } = hooks.settings as { readonly secret: string };
  const readHook = createReadHook({ secret });
  const [one, other] = calls.map((call) => ({ rest: secret, ...hooks.write(call) }));

  it('is known by the end of its address alone', () => {
    expect(readHook(one!).kind).toBe('hint');
    for (const rest of ['', secret.slice(1), `${secret}/`, `${secret}x`, secret.toUpperCase()])
      expect(readHook({ ...one!, rest })).toEqual({ kind: 'refused' });
    expect(readHook({ rest: '', headers: { authorization: `Bearer ${secret}` }, body: secret }).kind).toBe('refused');
  });

  it('is told from the next one where it names its call', () => {
    const messageOf = (hook: NonNullable<typeof one>): string | null => {
      const said = readHook(hook);
      return said.kind === 'hint' ? said.message : null;
    };
    expect(messageOf(one!)).toBe(messageOf(one!));
    expect(messageOf(one!)).not.toBe(messageOf(other!));
    for (const body of ['', '{}', 'call ended', '[1]', '{"half":', '{"call_session_id":null,"session_id":[]}'])
      expect([body, messageOf({ ...one!, body })]).toEqual([body, null]);
  });
});
