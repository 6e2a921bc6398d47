/** Texts that people wrote are shown up to here. */
const LONGEST_TEXT = 400;

/** Names in a list of calls. */
export const LONGEST_NAME = 60;

/** Of no use in part. */
const WHOLE: ReadonlySet<string> = new Set([
  ...['id', 'call', 'url', 'transcriptUrl', 'transcriptText', 'callId', 'nativeId', 'fileId'],
]);

/** Leaves out what is not known or empty, and shortens long texts: a model reads every character. */
export function showKnown(
  fields: Readonly<Record<string, unknown>>,
  longest = LONGEST_TEXT,
): Readonly<Record<string, unknown>> {
  const known = Object.entries(fields).filter(([, value]) => !isEmpty(value));
  return Object.fromEntries(
    known.map(([name, value]) => [
      name,
      typeof value === 'string' && !WHOLE.has(name) ? shorten(value, longest) : value,
    ]),
  );
}

const isEmpty = (value: unknown): boolean =>
  value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0);

const shorten = (text: string, longest: number): string =>
  text.length <= longest ? text : `${text.slice(0, wholeLength(text, longest - 1))}…`;

/** No more than so many units of a text, without half a character: many clients refuse JSON that has one. */
export const wholeLength = (text: string, most: number): number =>
  /[\uD800-\uDBFF]/.test(text.charAt(most - 1)) ? most - 1 : most;

export type PartyRow = {
  readonly e164?: string | null;
  readonly number?: string | null;
  readonly displayName?: string | null;
};
export const PARTY = '{ e164 number displayName }';

/** "Ada Marsh +442079460000", where the name is shortened and never the number: whoever is called back has it. */
export function showParty(party: PartyRow | null | undefined, longest = LONGEST_TEXT): string | null {
  const name = party?.displayName ?? null;
  const number = party?.e164 ?? party?.number ?? null;
  if (name === null || number === null) return name ?? number;
  return `${shorten(name, Math.max(longest - number.length - 1, 1))} ${number}`;
}

/** Names, each once. */
export const showNames = (
  rows: readonly { readonly displayName?: string | null }[] | null | undefined,
): string | null =>
  [...new Set((rows ?? []).map(({ displayName }) => displayName).filter((name) => typeof name === 'string'))].join(
    ', ',
  ) || null;

export type CallRow = {
  readonly id: string;
  readonly startedAt: string;
  readonly providerKey: string;
  readonly direction: string;
  readonly outcome: string;
  readonly durationSeconds: number | null;
  readonly talkSeconds: number | null;
  readonly waitSeconds: number | null;
  readonly customer: PartyRow | null;
  readonly line: PartyRow | null;
  readonly agents: readonly { readonly displayName: string | null }[] | null;
  readonly queues: readonly { readonly name: string | null }[] | null;
};

/** What of a call stands in a list. */
export const CALL_ROW = `
  id startedAt providerKey direction outcome durationSeconds talkSeconds waitSeconds
  customer ${PARTY} line ${PARTY} agents { displayName } queues { name }`;

export const showCall = (call: CallRow, longest = LONGEST_TEXT): Readonly<Record<string, unknown>> =>
  showKnown(
    {
      id: call.id,
      startedAt: showTime(call.startedAt),
      provider: call.providerKey,
      direction: call.direction,
      outcome: call.outcome,
      customer: showParty(call.customer, longest),
      line: showParty(call.line, longest),
      agents: showNames(call.agents),
      queue: showNames((call.queues ?? []).map(({ name }) => ({ displayName: name }))),
      durationSeconds: call.durationSeconds,
      talkSeconds: call.talkSeconds,
      waitSeconds: call.waitSeconds,
    },
    longest,
  );

/** Calls start on full seconds. */
export const showTime = (instant: string | null): string | null => instant?.replace('.000Z', 'Z') ?? null;
