/**
 * Runs what the sync asks of a vendor, behind everybody who waits for an answer. The one place that knows how a budget
 * tells the two apart.
 */
export const behindPeople = <Result>(run: () => Promise<Result>): Promise<Result> => run();
