import { describe, expect, it } from 'vitest';
import { type Credentials, makeKeys, makeTokens } from '../bench/support/inputs/credentials.ts';
import { learnKnown } from '../bench/support/inputs/learn-known.ts';
import { createInputs } from '../bench/support/inputs/make-input.ts';
import { runInputs, showInput } from '../bench/support/inputs/run-inputs.ts';
import { schema } from '../src/schema.ts';
import { startServedDemo } from './support/start-served-demo.ts';

/** `npm run bench -- hostile-inputs` sends 10,000, and watches the event loop. */
const INPUTS = 600;
const SEED = 7;

describe('generated inputs are answered, without a 500, a secret or a message without end', () => {
  it.each<[string, () => Credentials | Promise<Credentials>]>([
    ['without auth', () => ({ auth: { mode: 'none' }, authorizations: [] })],
    ['with keys', makeKeys],
    ['with tokens', () => makeTokens(SEED)],
  ])('%s', async (_name, make) => {
    const { auth, authorizations } = await make();
    const served = await startServedDemo(
      { count: 30, hasExamples: true },
      { more: { auth, documents: { register: true } } },
    );
    try {
      const known = await learnKnown(served.url, authorizations[0]);
      const inputs = createInputs(SEED, { schema, known, authorizations });
      const secrets = Object.values(served.demo.vendors).flatMap((vendor) => vendor.secrets);
      const indexes = Array.from({ length: INPUTS }, (_, index) => index);
      const failures = await runInputs({
        url: served.url,
        make: inputs,
        indexes,
        secrets,
        atOnce: 8,
        withinMs: 60_000,
      });
      const told = failures.map(
        ({ index, problem }) => `seed ${SEED}, input ${index}: ${problem}: ${showInput(inputs(index))}`,
      );
      expect(told).toEqual([]);
    } finally {
      await served.close();
    }
  });
});
