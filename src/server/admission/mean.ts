/** A mean in which the last figures count most. */
export type Mean = { now(): number; note(figure: number): void };

const WEIGHT = 0.2;

/** Makes one that is taken to be so much until something is measured. */
export function createMean(assumed: number): Mean {
  let mean: number | null = null;
  return {
    now: () => mean ?? assumed,
    note(figure) {
      mean = mean === null ? figure : mean + (figure - mean) * WEIGHT;
    },
  };
}
