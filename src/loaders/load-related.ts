import { type CallLink, RELATION_EVIDENCE, type RelationEvidence } from '../domain/call-references.ts';
import type { CallSession } from '../domain/call-session.ts';
import { compareCalls } from '../domain/call-session.ts';
import { DAY_MS } from '../time/instant.ts';
import { readPhoneNumber } from '../domain/phone-number.ts';
import { ProviderError } from '../domain/provider-error.ts';
import type { Provider } from '../domain/provider.ts';
import type { Loaders } from './index.ts';
import { type Part, type RelatedJoins, type RelatedQuestion, relatedKey } from './joined-call.ts';
import type { NearbyKey } from './nearby-loader.ts';
import { keyText } from './provider-key.ts';

/** A call of another provider, and why it is the same real call. */
export type FoundCall = { readonly call: CallSession; readonly via: RelationEvidence };

/** What a link found must start within: an id of one system may be an id of another system too, of another day. */
const LINKED_WITHIN_MS = DAY_MS;

type Lead = {
  readonly call: CallSession;
  readonly question: string;
  readonly via: RelationEvidence;
  readonly found: Part<readonly CallSession[]>;
};

/**
 * Finds the same real calls at other providers, for a whole page at once. Every link and every number is asked in one
 * turn, so that each provider gets two questions at most: one for ids and one for numbers.
 */
export async function loadRelated(
  calls: readonly CallSession[],
  joins: Pick<RelatedJoins, 'questions' | 'selectionFor'>,
  { links, nearby, scope }: Pick<Loaders, 'links' | 'nearby' | 'scope'>,
) {
  const providers = [...scope.providers.values()];
  const problems: ProviderError[] = [];
  const findNear = async (lead: Pick<Lead, 'call' | 'question'>, key: NearbyKey): Promise<Lead> => {
    const near = await nearby.part(key);
    if (near === null || near instanceof ProviderError) return { ...lead, via: 'SAME_NUMBER_AND_TIME', found: near };
    problems.push(...near.problems);
    return { ...lead, via: 'SAME_NUMBER_AND_TIME', found: near.calls };
  };
  const asked = calls.flatMap((call) => {
    const own = scope.providers.get(call.provider);
    return own ? joins.questions.map((question) => ({ call, own, question })) : [];
  });
  const loads = asked.flatMap(({ call, own, question }) =>
    othersOf(own, providers).flatMap((other): Promise<Lead>[] => {
      const lead = { call, question: relatedKey(question) };
      const asks = { provider: other.key, selection: joins.selectionFor(other.kind) };
      const place = placeOf(call, question);
      return [
        ...linksTo(other, call, own, question.via).map(async ({ via, by, id, startedAt }) => {
          const found = await links.part({ ...asks, nativeId: id, by, startedAt });
          return { ...lead, via, found };
        }),
        ...(place ? [findNear(lead, { ...asks, ...place })] : []),
      ];
    }),
  );
  const leads = await Promise.all(loads);
  const leadsOf = Map.groupBy(leads, ({ call }) => call);
  return {
    /** The answers to the questions about a call, by `relatedKey`. */
    listsOf: (call: CallSession): ReadonlyMap<string, Part<readonly FoundCall[]>> =>
      new Map(
        joins.questions.map((question) => {
          const key = relatedKey(question);
          return [key, toList((leadsOf.get(call) ?? []).filter((lead) => lead.question === key))];
        }),
      ),
    /** Rows that could not be read where related calls were looked for. */
    problems,
  };
}

/** The same real call as another provider saw it: never a call of its own. */
const othersOf = (own: Provider, providers: readonly Provider[]): Provider[] =>
  providers.filter((provider) => provider !== own);

/** Every id of a call that may lead to calls of another provider, each once, by the strongest evidence. */
function linksTo(
  other: Provider,
  call: CallSession,
  own: Provider,
  via: readonly RelationEvidence[],
): (CallLink & { readonly via: RelationEvidence })[] {
  const { sessionIds = [], externalIds = [] } = call.references ?? {};
  const { ownsSessionIds } = other.traits;
  const references = other.linkedCalls?.by ?? [];
  const found = new Map<string, CallLink & { readonly via: RelationEvidence }>();
  const add = (evidence: RelationEvidence, by: CallLink['by'], ids: readonly string[]): void => {
    if (!via.includes(evidence)) return;
    for (const id of ids) {
      const key = `${by} ${id}`;
      if (!found.has(key)) found.set(key, { via: evidence, by, id, startedAt: call.startedAt });
    }
  };
  const allSessionIds = own.traits.ownsSessionIds ? [...sessionIds, call.nativeId] : sessionIds;
  const isOwnIdOf = (id: string): boolean => other.isNativeId(id);
  if (ownsSessionIds) add('SHARED_SESSION_ID', 'nativeId', sessionIds.filter(isOwnIdOf));
  if (references.includes('sessionIds')) add('SHARED_SESSION_ID', 'sessionIds', allSessionIds);
  add('SHARED_EXTERNAL_ID', 'nativeId', externalIds.filter(isOwnIdOf));
  if (references.includes('externalIds')) add('SHARED_EXTERNAL_ID', 'externalIds', [call.nativeId, ...externalIds]);
  return [...found.values()];
}

/** Where calls of the same customer would be; null where the number or the way is not known, which two strangers share. */
function placeOf(
  { customer, direction, startedAt }: CallSession,
  { via, toleranceSeconds }: RelatedQuestion,
): Omit<NearbyKey, 'provider' | 'selection'> | null {
  if (!via.includes('SAME_NUMBER_AND_TIME') || direction === 'UNKNOWN') return null;
  const phone = customer && readPhoneNumber(customer.number, customer.defaultCountry);
  return phone && { nativeId: phone.e164, direction, startedAt, toleranceSeconds };
}

/** One entry for each call found, by its strongest evidence; the failure, where a provider could not be asked. */
function toList(leads: readonly Lead[]): Part<readonly FoundCall[]> {
  const entries = new Map<string, FoundCall>();
  const ranked = leads.toSorted((a, b) => rankOf(a.via) - rankOf(b.via));
  for (const { call: asking, via, found } of ranked) {
    if (found instanceof ProviderError) return found;
    for (const call of found ?? []) {
      if (Math.abs(call.startedAt - asking.startedAt) > LINKED_WITHIN_MS) continue;
      if (!entries.has(keyText(call))) entries.set(keyText(call), { call, via });
    }
  }
  return [...entries.values()].sort((a, b) => rankOf(a.via) - rankOf(b.via) || compareCalls(a.call, b.call));
}

const rankOf = (via: RelationEvidence): number => RELATION_EVIDENCE.indexOf(via);
