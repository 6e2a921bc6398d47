/**
 * Picks what a client likes best of what there is, by the quality values of its Accept header. Among equals the groups
 * decide in their order, and within a group what the client names first. Null: it accepts nothing of it.
 */
export function pickMediaType(
  accept: string | null | undefined,
  groups: readonly (readonly string[])[],
): string | null {
  const ranges = readQualities(accept ?? '*/*');
  let best: { readonly type: string; readonly match: Match } | null = null;
  for (const group of groups) {
    const inGroup = group
      .map((type) => ({ type, match: matchOf(type, ranges) }))
      .sort((a, b) => b.match.quality - a.match.quality || a.match.place - b.match.place)[0];
    if (inGroup && inGroup.match.quality > (best?.match.quality ?? 0)) best = inGroup;
  }
  return best?.type ?? null;
}

/** Picks how an answer is compressed, by Accept-Encoding. Null: not at all. */
export function pickEncoding(acceptEncoding: string | null | undefined): Encoding | null {
  if (acceptEncoding === null || acceptEncoding === undefined) return null;
  const ranges = readQualities(acceptEncoding);
  const qualityOf = (name: string) => (ranges.get(name) ?? ranges.get('*'))?.quality ?? 0;
  const identity = ranges.get('identity')?.quality ?? 0;
  const [best] = ENCODINGS.toSorted((a, b) => qualityOf(b) - qualityOf(a));
  return best !== undefined && qualityOf(best) > 0 && qualityOf(best) >= identity ? best : null;
}

export type Encoding = 'br' | 'gzip';

/** At the levels used here br is both the smaller and the faster one. */
const ENCODINGS: readonly Encoding[] = ['br', 'gzip'];

type Match = { readonly quality: number; readonly place: number };

const NO_MATCH: Match = { quality: 0, place: Infinity };

/** The most exact range that covers the type counts, also when it says no (RFC 9110, 12.5.1). */
const matchOf = (type: string, ranges: ReadonlyMap<string, Match>): Match =>
  ranges.get(type) ?? ranges.get(`${type.split('/', 1)[0]}/*`) ?? ranges.get('*/*') ?? NO_MATCH;

function readQualities(header: string): ReadonlyMap<string, Match> {
  const found = new Map<string, Match>();
  for (const [place, item] of header.toLowerCase().split(',').entries()) {
    const [name = '', ...parameters] = item.split(';').map((part) => part.trim());
    const given = parameters.find((parameter) => parameter.startsWith('q='));
    const quality = given === undefined ? 1 : Number(given.slice(2));
    if (name !== '' && quality >= 0 && quality > (found.get(name)?.quality ?? -1)) found.set(name, { quality, place });
  }
  return found;
}
