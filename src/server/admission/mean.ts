const WEIGHT = 0.2;

/** A mean in which the last figures count most; taken to be so much until something is measured. */
export function createMean(assumed: number) {
  let mean: number | null = null;
  return {
    now: (): number => mean ?? assumed,
    note(figure: number): void {
      mean = mean === null ? figure : mean + (figure - mean) * WEIGHT;
    },
  };
}
