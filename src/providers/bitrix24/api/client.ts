import type { ProviderStatus } from '../../../domain/provider.ts';
import { ProviderError } from '../../../domain/provider-error.ts';
import { createBreaker } from '../../../transport/breaker.ts';
import type { Send } from '../../../transport/http.ts';
import { recordOf } from '../../../transport/read-wire.ts';
import { withBreaker } from '../../../transport/with-breaker.ts';
import { withBudget } from '../../../transport/with-budget.ts';
import { DeadlinePassed } from '../../../time/with-deadline.ts';
import { withRetry } from '../../../transport/with-retry.ts';
import type { ProviderTools } from '../../provider-tools.ts';
import { createStanding } from '../../standing.ts';
import { createVendorWords } from '../../vendor-words.ts';
import { createCommandQueue } from './command-queue.ts';
import { type Credentials, createCredentials } from './credentials.ts';
import { type FileOpener, createFileOpener } from '../media/file-opener.ts';
import { createOperatingMemory } from './operating-memory.ts';
import { BUCKET, createRateBudget } from './rate.ts';
import { type Asked, type Envelope, readEnvelope, unreadable } from './read-envelope.ts';
import { PortalMoved, type Rest, createRest } from './rest.ts';
import { countRows, runBatch } from './run-batch.ts';
import type { Bitrix24Settings } from '../settings.ts';
import { isBucketFull, retryVerdict } from './to-error.ts';
import { type StatisticsQuestion, toStatisticsCommand } from './to-parameters.ts';
import type { Answer, Command, FileRow } from './wire.ts';
import { OutcomeUnknown, withKnownOutcome } from './with-known-outcome.ts';
import { withProviderErrors } from './with-provider-errors.ts';

/** The vendor's methods that are used, one function each. Rows are still the vendor's. */
export type Bitrix24Client = {
  /** voximplant.statistic.get: one page of at most 50 rows. Lists asked for at the same moment travel together. */
  listStatistics(question: StatisticsQuestion, signal: AbortSignal): Promise<RowPage>;
  /** The same for several questions together; one that failed alone is an error in its place. */
  listStatisticsTogether(
    questions: readonly StatisticsQuestion[],
    signal: AbortSignal,
  ): Promise<(RowPage | ProviderError)[]>;
  /** user.get for at most 50 ids a question. */
  getUsers(ids: readonly (readonly string[])[], signal: AbortSignal): Promise<(readonly unknown[] | ProviderError)[]>;
  /** user.get: pages of the whole directory from these offsets on. */
  listUsers(offsets: readonly number[], signal: AbortSignal): Promise<(RowPage | ProviderError)[]>;
  /** disk.file.get for each id; null for a file that is gone. */
  getFiles(ids: readonly string[], signal: AbortSignal): Promise<(FileRow | null | ProviderError)[]>;
  /**
   * Runs a method that changes something, and gives its result. Throws OutcomeUnknown where nobody can tell whether it
   * did; whatever else is thrown, nothing was changed.
   */
  write(command: Command, signal: AbortSignal): Promise<unknown>;
  /** Opens the file behind a link, as long as the link stays on the hosts that may be fetched from. */
  readonly openFile: FileOpener;
  /** Where the portal is, as far as is known now: "https://example.bitrix24.com". */
  origin(): string;
  status(): ProviderStatus;
  /** Lets end what must not be cut off. */
  close(): Promise<void>;
};

export type RowPage = { readonly rows: readonly unknown[]; readonly total: number | null };

/** How long an overflown bucket is left alone, so that a few requests have drained from it. */
const DRAIN_SECONDS = 1.5;

/** Puts transport under the vendor's methods. */
export function createClient(settings: Bitrix24Settings, tools: ProviderTools): Bitrix24Client {
  const { http, now } = tools;
  const provider = settings.id;
  const operating = createOperatingMemory(provider, now);
  const budget = createRateBudget(settings.plan);
  const breaker = createBreaker({
    isFailure: (thrown) => {
      const error = thrown instanceof OutcomeUnknown ? thrown.cause : thrown;
      return (
        error instanceof DeadlinePassed ||
        (error instanceof ProviderError && ['unavailable', 'timed-out', 'unreadable'].includes(error.kind))
      );
    },
    vendorWaitMs: (error) =>
      error instanceof ProviderError && error.retryAfterSeconds !== null ? error.retryAfterSeconds * 1000 : null,
  });
  const standing = createStanding(settings, tools, () => breaker.state() === 'closed');
  const credentials: Credentials = createCredentials(
    settings,
    withRetry(withProviderErrors(http.send, provider), { shouldRetry: retryVerdict }),
    tools.log,
  );
  const words = createVendorWords(() => credentials.secrets());
  const askedOf = (operation: string): Asked => ({
    provider,
    operation,
    isWebhook: credentials.isWebhook,
    words,
  });

  const exchange: Send<Envelope> = async (request, signal) => {
    const response = await http.send(request, signal);
    const { location } = response.headers;
    if (response.status >= 301 && response.status <= 308 && location !== undefined) throw new PortalMoved(location);
    const envelope = readEnvelope(response, askedOf(request.operation));
    response.exchange.rows = countRows(envelope.result, request);
    return envelope;
  };
  const settled = withKnownOutcome(withProviderErrors(exchange, provider));
  const polite: Send<Envelope> = (request, signal) =>
    settled(request, signal).catch((error: unknown) => {
      if (isBucketFull(error)) budget.pause(BUCKET, Date.now() + (error.retryAfterSeconds ?? DRAIN_SECONDS) * 1000);
      throw error;
    });
  const drawn = withBudget(polite, budget);
  const guarded = withBreaker(drawn, breaker);
  const retried = withRetry(guarded, { shouldRetry: retryVerdict });
  const send = withProviderErrors(retried, provider);

  const rest = createRest(provider, credentials, send, BUCKET);
  // What becomes of a write tells nothing of how the history can be read: only reads leave a mark on the standing.
  const read: Rest = async (asked, signal) => {
    try {
      return await rest(asked, signal);
    } catch (error) {
      standing.noteFailure(error instanceof DeadlinePassed ? tooLate(provider, asked.method) : error);
      throw error;
    }
  };
  const call = async ({ method, parameters }: Command, signal: AbortSignal): Promise<Envelope> => {
    const refusal = operating.refusalOf(method);
    if (refusal !== null) throw refusal;
    try {
      const envelope = await read({ method, parameters, purpose: 'read' }, signal);
      operating.noteAnswer(method, envelope.time);
      standing.noteAnswer();
      return envelope;
    } catch (error) {
      if (error instanceof ProviderError) operating.noteRefusal(method, error);
      throw error;
    }
  };
  const write = async ({ method, parameters }: Command, signal: AbortSignal): Promise<unknown> => {
    const refusal = operating.refusalOf(method);
    if (refusal !== null) throw refusal;
    try {
      const envelope = await rest({ method, parameters, purpose: 'write' }, signal);
      operating.noteAnswer(method, envelope.time);
      return envelope.result;
    } catch (error) {
      if (error instanceof ProviderError) operating.noteRefusal(method, error);
      throw error;
    }
  };
  const openFile = createFileOpener(
    withProviderErrors((request, signal) => http.open(request, signal), provider),
    {
      provider,
      originOf: () => credentials.origin(),
      mediaHosts: settings.mediaHosts,
    },
  );

  const runTogether = async (
    commands: readonly Command[],
    signal: AbortSignal,
  ): Promise<readonly (Answer | ProviderError)[]> => {
    const [only] = commands;
    if (only !== undefined && commands.length === 1) return [await answerOrRefusal(call(only, signal))];
    return runBatch(commands, { askedOf, operating, read, standing }, signal);
  };
  const queue = createCommandQueue(runTogether);
  // The commands of a batch run one after the other: a page waits for other pages at most, and for no slow count.
  const lists = createCommandQueue(runTogether);

  return {
    async listStatistics(question, signal) {
      const command = toStatisticsCommand(question);
      let [answer] = await lists.ask([command], signal);
      // Nobody repeats a command that stumbled inside a batch that went well.
      if (answer instanceof ProviderError && retryVerdict(answer) !== null)
        [answer] = await lists.ask([command], signal);
      if (answer === undefined || answer instanceof ProviderError)
        throw answer ?? new Error('no answer to one question');
      return toPage(answer, askedOf(command.method));
    },
    async listStatisticsTogether(questions, signal) {
      const commands = questions.map(toStatisticsCommand);
      return toPages(await queue.ask(commands, signal), askedOf('voximplant.statistic.get'));
    },
    async getUsers(ids, signal) {
      const commands = ids.map((some) => ({ method: 'user.get', parameters: { FILTER: { ID: some }, start: -1 } }));
      const pages = toPages(await queue.ask(commands, signal), askedOf('user.get'));
      return pages.map((page) => (page instanceof ProviderError ? page : page.rows));
    },
    async listUsers(offsets, signal) {
      const commands = offsets.map((start) => ({
        method: 'user.get',
        parameters: { sort: 'ID', order: 'ASC', start },
      }));
      return toPages(await queue.ask(commands, signal), askedOf('user.get'));
    },
    async getFiles(ids, signal) {
      const commands = ids.map((id) => ({ method: 'disk.file.get', parameters: { id } }));
      const answers = await queue.ask(commands, signal);
      return answers.map((answer) => {
        if (answer instanceof ProviderError) return answer.code?.toUpperCase() === 'ERROR_NOT_FOUND' ? null : answer;
        return recordOf(answer.result);
      });
    },
    write,
    openFile,
    origin: () => credentials.origin(),
    close: () => credentials.close(),
    status() {
      const pausedUntil = budget.pausedUntil(BUCKET);
      const rateLimit = pausedUntil === null ? null : { limit: null, remaining: 0, resetsAt: pausedUntil };
      return { ...standing.status(), rateLimit };
    },
  };
}

const tooLate = (provider: string, method: string): ProviderError =>
  new ProviderError(provider, 'timed-out', `Bitrix24 gave no answer to ${method} in time.`);

/** A refusal of this one question stands in its place; what concerns the portal fails all that wait. */
async function answerOrRefusal(answer: Promise<Answer>): Promise<Answer | ProviderError> {
  return answer.catch((error: unknown) => {
    if (error instanceof ProviderError && error.kind === 'unsupported') return error;
    throw error;
  });
}

const toPages = (answers: readonly (Answer | ProviderError)[], asked: Asked): (RowPage | ProviderError)[] =>
  answers.map((answer) => (answer instanceof ProviderError ? answer : toPage(answer, asked)));

function toPage({ result, total }: Answer, asked: Asked): RowPage {
  if (!Array.isArray(result)) throw unreadable(asked, 'its result is no list');
  return { rows: result, total };
}
