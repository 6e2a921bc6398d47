import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DAY_MS } from '../../src/time/instant.ts';
import { openStore, storeWorlds } from '../history/store/store-world.ts';
import { type FiguresWorld, startFiguresWorld } from './exact/figures-world.ts';
import { type Truth, expectSame, makeQuestion, readTruth } from './exact/random-question.ts';

const QUESTIONS = 12;
const LIVE_QUESTIONS = 8;

describe.each(storeWorlds().filter(({ isLeftOut }) => !isLeftOut))('figures over what is kept: $name', (store) => {
  describe.each(['even', 'fold'] as const)('of %s', (dataSet) => {
    let world: FiguresWorld;
    let truth: Truth;
    beforeAll(async () => {
      world = await startFiguresWorld(dataSet, await store.openEmpty(), { count: 150 });
      truth = await readTruth(world);
    });
    afterAll(() => world.close());

    it('are what folding every page by hand gives, asked once and again, and cost no vendor a request', async () => {
      const before = world.requests();
      let calls = 0;
      for (let seed = 1; seed <= QUESTIONS; seed += 1) {
        const question = makeQuestion(seed, truth);
        calls += await expectSame(world.kept, question);
        await expectSame(world.kept, question);
      }
      expect(calls).toBeGreaterThan(20 * QUESTIONS);
      expect(world.requests()).toBe(before);
    });
  });
});

describe('figures without a history', () => {
  let world: FiguresWorld;
  let truth: Truth;
  beforeAll(async () => {
    world = await startFiguresWorld('even', await openStore({ kind: 'memory' }), { count: 150 });
    truth = await readTruth(world);
  });
  afterAll(() => world.close());

  it('are what folding every page by hand gives, as far as a page reaches', async () => {
    for (let seed = 1; seed <= LIVE_QUESTIONS; seed += 1)
      await expectSame(world.live, makeQuestion(seed, truth, 20 * DAY_MS));
  });
});
