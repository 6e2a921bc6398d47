import { ProviderError } from '../../domain/provider-error.ts';
import type { ProviderKind, ProviderStatus, RateLimit } from '../../domain/provider.ts';
import { createAccountMemory } from '../../transport/account-memory.ts';
import { createBreaker } from '../../transport/breaker.ts';
import {
  type Budget,
  type BudgetOptions,
  type Draw,
  type LeftPoints,
  type Pass,
  goOnWith,
} from '../../transport/budget.ts';
import { type FileHosts, type FileRequest, openFile } from '../../transport/file-hosts.ts';
import type { Http, HttpRequest, HttpResponse, HttpStream, Send } from '../../transport/http.ts';
import { toHttpError } from '../../transport/http-error.ts';
import { withRetry } from '../../transport/with-retry.ts';
import { withSharing } from '../../transport/flight.ts';
import { currentWaiter } from '../../time/waiting-as.ts';
import { DeadlinePassed } from '../../time/with-deadline.ts';
import type { ProviderTools } from '../provider-kinds.ts';
import { type VendorNames, createTranslated } from './to-provider-error.ts';
import { createHealth } from './health.ts';
import { createWatch } from './watch.ts';
import { type ReadFile, readFile } from './read-file.ts';
import { retryAfterSecondsIn } from './read-reply.ts';
import { type VendorWords, createVendorWords } from '../vendor-words.ts';
import { type Verdict, isVendors, countsAs, verdictOf } from './verdict.ts';

/** What is asked of a vendor, before it is known with which credentials. */
export type Question = Pick<HttpRequest, 'operation' | 'purpose' | 'commands' | 'retries' | 'wantedAt'> & {
  /** The label of the budget it draws from. */
  readonly budget: string;
};

/** A question as it is sent, and the token that goes with it: null where there is none. */
export type Authorised = Pick<HttpRequest, 'method' | 'url' | 'headers' | 'body'> & { readonly token: string | null };

/** What only the vendor's folder knows of the way to it. */
export type Vendor<Asked extends Question, Reply> = VendorNames & {
  /** The account that it counts by: the limits of equal ones are the same. */
  readonly account: string;
  readonly limits: BudgetOptions;
  /** What must never be shown. */
  secrets(): readonly string[];
  /** What makes two reads the same one. */
  identityOf(question: Asked): string;
  /** Fetches credentials that are missing: points that are drawn while that goes on would be used too late. */
  prepare?(signal: AbortSignal): Promise<unknown>;
  /** Puts credentials under a question. */
  authorise(question: Asked, signal: AbortSignal): Promise<Authorised>;
  /**
   * Renews credentials that a refusal says have ended: true where the question is worth sending once more. `before` are
   * the refusals of this question that were renewed already.
   */
  renew?(refusal: unknown, sent: Authorised, before: readonly unknown[]): boolean;
  /** Reads a reply; throws a ProviderError for a refusal. */
  read(response: HttpResponse, question: Asked, notes: Notes): Reply;
  /** What follows from a refusal, where that is an exception. */
  verdictOf?(error: ProviderError): Verdict | undefined;
  /** A reply that is a refusal all the same, as a batch of nothing but refusals. */
  failureIn?(reply: Reply, question: Asked): ProviderError | null;
  /** Stands around the exchange of a question that has been let through, and of nothing else. */
  wrap?(send: Send<Reply>): Send<Reply>;
};

/** Where the reader of a reply notes what it says beside its answer. */
export type Notes = {
  /** A text of a refusal as it may be shown. */
  readonly words: VendorWords;
  readonly budget: Pick<Budget, 'learn'>;
  readonly noteLeft: (label: string, left: LeftPoints) => void;
  readonly noteRateLimit: (seen: RateLimit) => void;
};

/** One account's way to its vendor. What it throws is a ProviderError, or the reason of a caller who has left. */
export type Connection<Asked extends Question, Reply> = ReturnType<typeof createConnection<Asked, Reply>>;

/** Stands between where bytes need a token. */
type WithToken = (open: Send<HttpStream>) => Send<HttpStream>;

/**
 * The one order in which every vendor is reached. Identical reads are one; its outcome is what the provider's health is
 * judged by. It is tried again where that may help; each try is kept back while the vendor is down, waits its turn, and
 * holds its place only as long as the exchange lasts. The caller's deadline ends every wait, and the trace of the
 * exchange is kept by the client that sends it.
 */
export function createConnection<Asked extends Question, Reply>(
  account: { readonly id: string; readonly kind: ProviderKind },
  vendor: Vendor<Asked, Reply>,
  tools: ProviderTools,
) {
  const { http, now } = tools;
  const translated = createTranslated(account.id, vendor);
  const watch = createWatch(account.id, tools.traffic);
  const judge = (error: unknown): Verdict =>
    (error instanceof ProviderError ? vendor.verdictOf?.(error) : undefined) ?? verdictOf(error);
  const budget = rememberedOf(
    account.kind,
    vendor.account,
    tools,
  )('budget', (before: Budget | null) => goOnWith(vendor.limits, tools.shared?.budget ?? null, before));
  const breaker = createBreaker({
    countsAs,
    vendorWaitMs: (error) =>
      error instanceof ProviderError && error.retryAfterSeconds !== null ? error.retryAfterSeconds * 1000 : null,
  });
  const health = createHealth(account, tools, () => breaker.state() === 'closed');
  const notesOf = (question: Asked, sentAt: number): Notes => ({
    words: createVendorWords(() => vendor.secrets(), question),
    ...{ budget, noteRateLimit: (seen) => health.noteRateLimit(seen) },
    noteLeft: (label, left) => budget.noteLeft(label, left, sentAt),
  });

  /** When it was first wanted, and how long of that it has stood in line. */
  type Timed = Asked & { readonly since: number; waitedMs: number };

  const exchange = async (question: Timed, wantedAt: number, signal: AbortSignal): Promise<Reply> => {
    const { operation, purpose, commands, retries = 0 } = question;
    const send = watch.sent<Reply>((request, ending) =>
      translated(operation, ending, async () => {
        const notes = notesOf(question, performance.now());
        return vendor.read(await http.send(request, ending), question, notes);
      }),
    );
    const wrapped = vendor.wrap?.(send) ?? send;
    const renewed: unknown[] = [];
    for (;;) {
      const { token, ...request } = await translated(operation, signal, () => vendor.authorise(question, signal));
      const about = { operation, purpose, retries: retries + renewed.length, wantedAt };
      try {
        return await wrapped({ ...request, ...about, ...(commands !== undefined && { commands }) }, signal);
      } catch (error) {
        if (vendor.renew?.(error, { ...request, token }, renewed) !== true) throw error;
        renewed.push(error);
      }
    }
  };

  const leave = (pass: Pass, error: unknown, label: string): void => {
    const { holdMs } = judge(error);
    if (holdMs !== undefined) pass.refused(holdMs);
    else if (countsAs(error) === 'answer') pass.answered();
    else pass.left();
    // Nobody who is refused is left without a time to come back.
    if (error instanceof ProviderError && error.kind === 'rate-limited')
      error.retryAfterSeconds ??= Math.ceil(budget.waitMs(label) / 1000);
  };

  /** Waits for its turn, and holds its place only as long as the exchange lasts; `toThrown` says what its failure is to others. */
  const inTurn = async <Value>(
    { label, ...draw }: Draw & { readonly label: string },
    signal: AbortSignal,
    act: () => Promise<Value>,
    toThrown = (error: unknown): unknown => error,
  ): Promise<Value> => {
    const { way } = currentWaiter();
    const enteredAt = performance.now();
    const pass = await watch
      .waited(label, () => budget.enter(label, signal, draw))
      .finally(() => way?.stood(account.id, performance.now() - enteredAt));
    try {
      const value = await act();
      pass.answered();
      return value;
    } catch (error) {
      leave(pass, error, label);
      throw toThrown(error);
    } finally {
      way?.asked(account.id, budget.spacingMs(label));
    }
  };

  const attempt: Send<Reply, Timed> = (question, signal) =>
    breaker.run(async (check) => {
      const { budget: label, since, wantedAt = since } = question;
      await translated(question.operation, signal, async () => vendor.prepare?.(signal));
      return inTurn(
        { label, since, isWrite: question.purpose === 'write' },
        signal,
        async () => {
          question.waitedMs += performance.now() - wantedAt;
          check();
          return exchange(question, wantedAt, signal);
        },
        (error) => (isOutOfTime(error, signal) && stoodInLine(question) ? tooLate(question) : error),
      );
    }, signal);
  // A caller whose time went by in line is told to come back, and not that the vendor is slow.
  const stoodInLine = ({ since, waitedMs }: Timed): boolean => waitedMs > (performance.now() - since) / 2;
  const tooLate = ({ operation, budget: label }: Timed): ProviderError => {
    const retryAfterSeconds = Math.ceil(budget.waitMs(label) / 1000);
    const message =
      `${vendor.name} was asked for ${operation} too late to answer in time: most of the time went by waiting for ` +
      `${vendor.limitOf(label)}; next try in ${retryAfterSeconds} s.`;
    return new ProviderError(account.id, 'rate-limited', message, { retryAfterSeconds });
  };
  const persistent = withRetry(attempt, { shouldRetry: (error) => judge(error).retry, isAnswer: isVendors });

  const noted: Send<Reply, Timed> = async (question, signal) => {
    // What becomes of a write tells nothing of how the history can be read.
    if (question.purpose === 'write') return persistent(question, signal);
    try {
      const reply = await translated(question.operation, signal, () => persistent(question, signal), true);
      const failure = vendor.failureIn?.(reply, question) ?? null;
      if (failure === null) health.noteAnswer();
      else health.noteFailure(failure);
      return reply;
    } catch (error) {
      health.noteFailure(error);
      throw error;
    }
  };
  const timed = (question: Asked): Timed => ({ ...question, since: performance.now(), waitedMs: 0 });
  const shared = withSharing(noted, (question) => vendor.identityOf(question));

  const open: Send<HttpStream> = withRetry(
    watch.sent((request, signal) =>
      translated(request.operation, signal, async () => {
        const stream = await http.open(request, signal);
        if (stream.status !== 429) return stream;
        stream.body.destroy();
        const retryAfterSeconds = retryAfterSecondsIn(stream.headers, now()) ?? UNNAMED_SECONDS;
        const message = `${vendor.name} refused ${request.operation}: HTTP 429.`;
        throw new ProviderError(account.id, 'rate-limited', message, { retryAfterSeconds });
      }),
    ),
    { shouldRetry: (error) => toTimedRetry(error) },
  );

  return {
    ask: (question: Asked, signal: AbortSignal): Promise<Reply> => {
      const ask = () =>
        translated(question.operation, signal, () => shared(timed(question), signal), question.purpose !== 'write');
      return currentWaiter().way?.asking(account.id, ask, () => shared.isFlying(timed(question))) ?? ask();
    },
    /** Opens bytes, as long as their links stay on the hosts. */
    openFile: (file: FileRequest, hosts: FileHosts, signal: AbortSignal, withToken: WithToken = (bare) => bare) =>
      translated(file.operation, signal, () => openFile(withToken(open), file, hosts, signal)),
    /**
     * Reads a small file, or the first bytes of a larger one, as long as its links stay on the hosts: in its turn among all
     * that the account is asked, since a page may want one for each of its rows.
     */
    readFile(
      { budget: label, mostBytes, ...file }: FileRequest & Pick<Question, 'budget'> & { readonly mostBytes: number },
      hosts: FileHosts,
      signal: AbortSignal,
      withToken: WithToken = (bare) => bare,
    ): Promise<ReadFile> {
      const read = async (): Promise<ReadFile> => {
        const stream = await openFile(withToken(open), file, hosts, signal);
        return readFile(stream, mostBytes, signal).catch((error: unknown) => {
          throw signal.aborted ? error : toHttpError(error, { ...file, purpose: 'read' }, true);
        });
      };
      const ask = () => translated(file.operation, signal, () => inTurn({ label }, signal, read));
      return currentWaiter().way?.asking(account.id, ask, () => false) ?? ask();
    },
    status(): ProviderStatus {
      const status = health.status();
      const held = Object.keys(vendor.limits.rates).flatMap((label) => budget.pausedForMs(label) ?? []);
      const rateLimit =
        status.rateLimit !== null || held.length === 0
          ? status.rateLimit
          : { limit: null, remaining: 0, resetsAt: now() + Math.max(...held) };
      return { ...status, rateLimit, breaker: breaker.state(), budgets: budget.levels() };
    },
  };
}

/** What is known of an account by name: it goes on when a provider of the account is made anew. */
export const rememberedOf =
  (kind: ProviderKind, account: string, { memory = createAccountMemory() }: Pick<ProviderTools, 'memory'>) =>
  <Value>(name: string, make: (before: Value | null) => Value): Value =>
    memory.goOn(`${kind} ${account}`, name, make);

/** The way to a token: tried again like a read, and of no account with the budget. */
export function createTokenSend(provider: string, names: VendorNames, { http, traffic }: ProviderTools): Http {
  const translated = createTranslated(provider, names);
  const watch = createWatch(provider, traffic);
  return withRetry(
    watch.sent((request, signal) => translated(request.operation, signal, () => http.send(request, signal))),
    { shouldRetry: toTimedRetry },
  );
}

/** What a refusal without a time is taken to ask for, where nothing is learned from it. */
const UNNAMED_SECONDS = 10;

/** Where no budget keeps back what the vendor has refused, the time it names is waited out here. */
function toTimedRetry(error: unknown) {
  const { holdMs, retry } = verdictOf(error);
  return typeof holdMs === 'number' ? { afterMs: holdMs } : retry;
}

const isOutOfTime = (error: unknown, signal: AbortSignal): boolean =>
  signal.aborted && error === signal.reason && error instanceof DeadlinePassed;
