/** An answer that takes longer is one of a database that is away. */
export const ANSWER_MS = 1500;

/** The answer, or an error where it is late. What comes after all is not used. */
export async function inTime<Value>(answer: Promise<Value>, ms = ANSWER_MS): Promise<Value> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error('Postgres did not answer in time.')), ms);
  });
  answer.catch(() => {});
  return Promise.race([answer, late]).finally(() => clearTimeout(timer));
}
