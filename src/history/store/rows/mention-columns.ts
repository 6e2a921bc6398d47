import { type CallSession, compareText } from '../../../domain/call-session.ts';
import type { Mention } from '../../../domain/call-groups.ts';
import type { Party } from '../../../domain/party.ts';
import { parseKept } from './call-body.ts';

/**
 * Who took part in a call and on which line, each in one short text that figures group by: so a call with two agents is
 * one row, and counts once in a total. JSON, so that every engine can hold whatever stands in it.
 */
export const MENTION_COLUMNS = ['agent_mentions', 'queue_mentions', 'line_party'] as const;

/** The values of the columns; null where there is nobody, or nothing. */
export const toMentionColumns = (call: CallSession): (string | null)[] => [
  toMentionsText(
    (call.agents === undefined ? (call.legs ?? []).flatMap(({ agent }) => agent ?? []) : (call.agents ?? [])).map(
      ({ nativeId, displayName = null }) => [nativeId, displayName],
    ),
  ),
  toMentionsText(
    (call.queues === undefined ? (call.legs ?? []).flatMap(({ queue }) => queue ?? []) : (call.queues ?? [])).map(
      ({ nativeId, name }) => [nativeId, name],
    ),
  ),
  call.line && JSON.stringify([call.line.number, call.line.displayName, call.line.defaultCountry]),
];

/** Reads a text of agents or queues. */
export const toMentions = (text: string | null): readonly Mention[] =>
  text === null
    ? []
    : parseKept<readonly [string, string | null][]>(text).map(([nativeId, name]) => ({ nativeId, name }));

/** Reads the text of a line. */
export function toLineParty(text: string | null): Party | null {
  if (text === null) return null;
  const [number, displayName, defaultCountry] = parseKept<readonly [string | null, string | null, string | null]>(text);
  return { number, displayName, defaultCountry };
}

/** In order of the ids, so that the same ones are the same text. */
function toMentionsText(mentions: readonly (readonly [nativeId: string, name: string | null])[]): string | null {
  const distinct = [...new Map(mentions.map((mention) => [mention[0], mention])).values()];
  return distinct.length === 0 ? null : JSON.stringify(distinct.sort(([a], [b]) => compareText(a, b)));
}
