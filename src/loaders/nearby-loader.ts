import { type CallSelection, mergeSelections, selectionText, withFields } from '../domain/call-selection.ts';
import type { CallSession } from '../domain/call-session.ts';
import { type Instant, SECOND_MS } from '../time/instant.ts';
import type { CallDirection } from '../domain/outcome.ts';
import { isSamePhoneNumber } from '../domain/phone-number.ts';
import type { ProviderError } from '../domain/provider-error.ts';
import type { Provider } from '../domain/provider.ts';
import type { TimeRange } from '../time/time-range.ts';
import { type LoaderScope, createPortLoader } from './port-loader.ts';
import { type ProviderKey, keyText } from './provider-key.ts';

/** A customer's number, in E.164 as `nativeId`, and about when and which way they called. */
export type NearbyKey = ProviderKey & {
  readonly startedAt: Instant;
  readonly toleranceSeconds: number;
  readonly direction: CallDirection;
  readonly selection: CallSelection;
};

/** The calls that fit, and rows among which one may be missing because they could not be read. */
type NearbyCalls = { readonly calls: readonly CallSession[]; readonly problems: readonly ProviderError[] };

/** Numbers of one list: vendors take about as many values in a filter. */
const MOST_NUMBERS = 100;
/** Calls that come closer together than this tell nothing of how far a page of the other provider reaches. */
const LEAST_SPACING_MS = 5 * 60 * SECOND_MS;

/** Loads the calls with the same customer, the same way and at about the same time: one list for a hundred of them. */
export const createNearbyLoader = (scope: LoaderScope) =>
  createPortLoader<NearbyKey, NearbyCalls>(scope, {
    what: 'calls with the same number at about the same time',
    nameOf: (key) =>
      [keyText(key), key.startedAt, key.toleranceSeconds, key.direction, selectionText(key.selection)].join(' '),
    async ask(provider, keys, signal) {
      const sorted = keys.toSorted((a, b) => a.startedAt - b.startedAt);
      const found = new Map<NearbyKey, NearbyCalls>();
      for (let at = 0; at < sorted.length; at += MOST_NUMBERS) {
        const some = sorted.slice(at, at + MOST_NUMBERS);
        const { calls, problems } = await listNear(provider, some, signal);
        for (const key of some) found.set(key, { calls: calls.filter((call) => isNear(call, key)), problems });
      }
      return keys.map((key) => found.get(key) ?? null);
    },
  });

async function listNear(provider: Provider, keys: readonly NearbyKey[], signal: AbortSignal): Promise<NearbyCalls> {
  const filter = { customerNumber: [...new Set(keys.map(({ nativeId }) => nativeId))] };
  const selection = withFields(mergeSelections(keys.map((key) => key.selection)), ['customer', 'direction']);
  const question = provider.prepare(filter, selection);
  if (question.matchesNothing) return { calls: [], problems: [] };
  const isNarrowed = question.applied.has('customerNumber');
  const lists = await Promise.all(
    spansOf(keys, isNarrowed ? Infinity : silenceOf(keys, provider)).map(async (range) => {
      const calls: CallSession[] = [];
      const problems: ProviderError[] = [];
      // Twice as many as were asked about: one page, whether each of them is found or strangers come between them.
      const query = { range, direction: 'ASC' as const, expect: 2 * keys.length };
      for await (const page of question.list(query, signal)) {
        calls.push(...page.calls);
        problems.push(...(page.problems ?? []));
      }
      return { calls, problems };
    }),
  );
  return {
    calls: lists.flatMap(({ calls }) => calls),
    problems: lists.flatMap(({ problems }) => problems),
  };
}

/**
 * The silence that a list which cannot be narrowed to the numbers leaves out: one that holds more than a page of the
 * other provider, if that is as busy as the calls asked about. Reading on over a shorter one costs less than a list anew.
 */
function silenceOf(keys: readonly NearbyKey[], { traits }: Provider): number {
  const spacings = keys.slice(1).map(({ startedAt }, index) => startedAt - (keys[index]?.startedAt ?? startedAt));
  const middle = spacings.sort((a, b) => a - b)[Math.floor(spacings.length / 2)] ?? 0;
  return traits.maxPageSize * Math.max(middle, LEAST_SPACING_MS);
}

/** The spans to list, for keys in order of their start; those with no longer silence between them are one. */
function spansOf(keys: readonly NearbyKey[], silenceMs: number): TimeRange[] {
  const spans: { from: Instant; to: Instant }[] = [];
  for (const { startedAt, toleranceSeconds } of keys) {
    const from = startedAt - toleranceSeconds * SECOND_MS;
    const to = startedAt + (toleranceSeconds + 1) * SECOND_MS;
    const last = spans.at(-1);
    if (last && from - last.to <= silenceMs) {
      last.from = Math.min(last.from, from);
      last.to = Math.max(last.to, to);
    } else spans.push({ from, to });
  }
  return spans;
}

const isNear = ({ customer, direction, startedAt }: CallSession, key: NearbyKey): boolean =>
  direction === key.direction &&
  Math.abs(startedAt - key.startedAt) <= key.toleranceSeconds * SECOND_MS &&
  customer !== null &&
  isSamePhoneNumber(key.nativeId, customer.number, customer.defaultCountry);
