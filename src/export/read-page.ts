import type { GraphError } from '../domain/ask.ts';
import { SECOND_MS } from '../time/instant.ts';
import { ExportError } from './export-error.ts';
import type { CallPage, ChangePage, Problem } from './questions.ts';
import type { ExportOptions } from './export-options.ts';

/** How often a page is asked for again that lacks something, and how long to wait where nobody says so. */
export const TRIES = 5;
const FIRST_WAIT_SECONDS = 1;
const LONGEST_WAIT_SECONDS = 60;

export type PageRequest = {
  readonly where: Readonly<Record<string, unknown>>;
  readonly first: number;
  /** How often it is asked for, where something is missing. */
  readonly tries: number;
  /** Whether it is asked for until there is an answer, where there may be one later. */
  readonly isPatient?: boolean;
};

export type ReadPage<Page> = {
  readonly page: Page;
  /** What it lacks, in words. */
  readonly problems: readonly string[];
  /** Fields of it that could not be read. */
  readonly errors: readonly GraphError[];
  /** How many rows were asked for in the end. */
  readonly first: number;
};

/** Reads a page, in smaller ones where it costs too much, and again for a while where something is missing. */
export async function readPage<Page extends CallPage | ChangePage>(
  { ask, timer, signal, note }: ExportOptions,
  query: string,
  { where, tries, isPatient = false, ...request }: PageRequest,
): Promise<ReadPage<Page>> {
  let { first } = request;
  let wait = FIRST_WAIT_SECONDS;
  for (let tried = 1; ;) {
    signal.throwIfAborted();
    const { data, errors = [] } = await ask(query, { ...where, first });
    // Whatever it lacks, it may lack because it was ended.
    signal.throwIfAborted();
    const page = (data?.['page'] ?? null) as Page | null;
    const lacking: readonly Problem[] = page?.problems ?? [];
    if (page === null) {
      const [error] = errors;
      if (isTooCostly(error) && first > 1) {
        first = Math.ceil(first / 2);
        continue;
      }
      const message = error?.message ?? 'The graph gave no answer.';
      if (!mayPass(error) || (tried >= TRIES && !isPatient)) throw new ExportError(message);
      if (tried === TRIES) note(`${message} It is asked again and again.`);
    } else {
      const problems = [
        ...lacking.map(({ provider, message }) => `${provider.key}: ${message}`),
        ...errors.map(({ message }) => message),
      ];
      const isLasting = lacking.some(({ isTransient }) => !isTransient);
      if (problems.length === 0 || isLasting || tried >= tries) return { page, problems, errors, first };
    }
    const asked = Math.max(
      0,
      ...lacking.map(({ retryAfterSeconds }) => retryAfterSeconds ?? 0),
      ...errors.map(retryAfterOf),
    );
    const seconds = Math.min(LONGEST_WAIT_SECONDS, Math.max(wait, asked));
    await timer.wait(seconds * SECOND_MS, signal);
    wait *= 2;
    tried += 1;
  }
}

const retryAfterOf = ({ extensions }: GraphError): number => Number(extensions?.retryAfterSeconds ?? 0) || 0;

const isTooCostly = (error: GraphError | undefined): boolean =>
  ['QUERY_TOO_COSTLY', 'BAD_PAGE_SIZE'].includes(String(error?.extensions?.code));

/** Whether the same question may be answered later. */
const mayPass = (error: GraphError | undefined): boolean =>
  ['OVERLOADED', 'RATE_LIMITED', 'TOO_MANY_REQUESTS', 'HISTORY_UNAVAILABLE'].includes(String(error?.extensions?.code));
