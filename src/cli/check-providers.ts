import type { Provider } from '../domain/provider.ts';
import { ProviderError, type ProviderErrorKind } from '../domain/provider-error.ts';
import { type UpstreamTrace, runWithUpstreamTrace } from '../transport/upstream-trace.ts';
import { withDeadline } from '../time/with-deadline.ts';

/** What one provider said when it was reached, as the line an operator reads. */
export type CheckedProvider = { readonly isOk: boolean; readonly lines: readonly string[] };

/**
 * Reaches every provider at the same time, each within its deadline. Each is told of as soon as it is known; the answer
 * holds them in the order of the settings.
 */
export async function checkProviders(
  providers: readonly Provider[],
  tell: (checked: CheckedProvider) => void = () => {},
): Promise<CheckedProvider[]> {
  const width = (read: (provider: Provider) => string) => Math.max(...providers.map((one) => read(one).length));
  const [keys, kinds] = [width(({ key }) => key), width(({ kind }) => kind)];
  return Promise.all(
    providers.map(async (provider) => {
      const startedAt = performance.now();
      const outcome = await check(provider);
      const ms = `${Math.round(performance.now() - startedAt)} ms`.padStart(8);
      const mark = outcome.isOk ? 'ok  ' : 'FAIL';
      const head = `${mark}  ${provider.key.padEnd(keys)}  ${provider.kind.padEnd(kinds)}  ${ms}  `;
      const notes = outcome.notes.map((note) => `      ${note}`);
      const checked = { isOk: outcome.isOk, lines: [head + outcome.says, ...notes] };
      tell(checked);
      return checked;
    }),
  );
}

type Outcome = { readonly isOk: boolean; readonly says: string; readonly notes: readonly string[] };

async function check(provider: Provider): Promise<Outcome> {
  const deadline = withDeadline(new AbortController().signal, provider.deadlineMs);
  const trace: UpstreamTrace = { exchanges: [] };
  try {
    const { summary, warnings } = await runWithUpstreamTrace(trace, () => provider.check(deadline));
    return { isOk: true, says: summary, notes: warnings.map((warning) => `warning: ${warning}`) };
  } catch (error) {
    if (error instanceof ProviderError)
      return {
        isOk: false,
        says: error.message,
        notes: [...(error.detail === null ? [] : [error.detail]), `${error.kind}: ${whatToDo(error)}`],
      };
    if (!deadline.aborted) throw error;
    const operation = trace.exchanges.at(-1)?.operation;
    const asked = operation === undefined ? '' : ` to ${operation}`;
    return {
      isOk: false,
      says: `${provider.kind} gave no answer${asked} within ${provider.deadlineMs} ms`,
      notes: [`timed-out: ${WHAT_TO_DO['timed-out']}`],
    };
  }
}

function whatToDo({ kind, retryAfterSeconds }: ProviderError): string {
  if (kind !== 'rate-limited' || retryAfterSeconds === null) return WHAT_TO_DO[kind];
  const seconds = Math.ceil(retryAfterSeconds);
  const wait = `${seconds} ${seconds === 1 ? 'second' : 'seconds'}`;
  return `the account has used up its requests for now: wait ${wait}, or ask the vendor for a larger plan`;
}

const WHAT_TO_DO: Readonly<Record<ProviderErrorKind, string>> = {
  misconfigured: 'compare this provider with its page in docs/settings.md',
  unauthorized: 'the vendor does not know this key: make a new one there and put it into the settings',
  forbidden: 'the key is known, but may not do this: give it the rights that the provider’s README names',
  'rate-limited': 'the account has used up its requests for now: wait, or ask the vendor for a larger plan',
  unavailable: 'the vendor cannot be reached or is out of order: check the address, the network and its status page',
  'timed-out': 'the vendor did not answer in time: check the network, or raise deadlineMs',
  unreadable: 'the answer was not what the vendor documents: check that the address leads to its API',
  unsupported: 'the account lacks what is asked for',
};
