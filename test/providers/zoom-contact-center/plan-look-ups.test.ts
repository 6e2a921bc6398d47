import { describe, expect, it } from 'vitest';
import { DAY_MS, SECOND_MS } from '../../../src/time/instant.ts';
import { planLookUps } from '../../../src/providers/zoom-contact-center/calls/plan-look-ups.ts';

const at = (...starts: number[]) =>
  starts.map((start) => ({ nativeId: `at ${start}`, span: { from: start, to: start + SECOND_MS } }));
const plan = (rowsPerDay: number | null) => ({
  pageSize: 100,
  maxMs: 28 * DAY_MS,
  rowsWithin: (ms: number) => (rowsPerDay === null ? null : (ms * rowsPerDay) / DAY_MS),
});

describe('looking many up at once', () => {
  it('shares a window between neighbours', () => {
    const steps = planLookUps(at(3 * DAY_MS, DAY_MS, 2 * DAY_MS), plan(10));
    expect(steps).toMatchObject([{ by: 'window', window: { from: DAY_MS, to: 3 * DAY_MS + SECOND_MS } }]);
  });

  it('asks by id where the pages between would cost as much', () => {
    expect(planLookUps(at(0, 5 * DAY_MS, 10 * DAY_MS), plan(1000)).map((step) => step.by)).toEqual(['id', 'id', 'id']);
  });

  it('keeps windows within what the vendor answers', () => {
    const steps = planLookUps(at(0, DAY_MS, 40 * DAY_MS, 41 * DAY_MS), plan(1));
    expect(steps.map((step) => step.by)).toEqual(['window', 'window']);
  });

  it('looks into a window for three and not for two while nobody knows how crowded it is', () => {
    expect(planLookUps(at(0, DAY_MS), plan(null)).map((step) => step.by)).toEqual(['id', 'id']);
    expect(planLookUps(at(0, DAY_MS, 2 * DAY_MS), plan(null)).map((step) => step.by)).toEqual(['window']);
  });

  it('asks nothing for nobody', () => {
    expect(planLookUps([], plan(10))).toEqual([]);
  });
});
