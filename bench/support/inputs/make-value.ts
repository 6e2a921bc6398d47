import { type GraphQLInputType, isEnumType, isInputObjectType, isListType, isNonNullType, isScalarType } from 'graphql';
import type { Pick, Pools } from './pools.ts';

/** Ids, cursors and other texts that the server itself has given out. */
export type Known = {
  readonly ids: readonly string[];
  readonly cursors: readonly string[];
  readonly links: readonly string[];
};

export type Chance = { readonly pick: Pick; readonly pools: Pools; readonly known: Known };

/** A value for an argument: of its type as a rule, extreme often, of another type now and then. */
export function makeValue(chance: Chance, type: GraphQLInputType, depth = 0): unknown {
  const { pick, pools } = chance;
  if (pick.rarely(100)) return pick.one([null, pick.one(pools.values), pick.one(pools.texts), pick.one(pools.numbers)]);
  if (isNonNullType(type)) return makeValue(chance, type.ofType, depth);
  if (isListType(type)) {
    const count = pick.one([0, 1, 1, 2, 3, pick.rarely(20) ? 600 : 4]);
    return Array.from({ length: count }, () => makeValue(chance, type.ofType, depth + 1));
  }
  if (isEnumType(type)) return pick.rarely(40) ? pick.one(pools.texts) : pick.one(type.getValues()).name;
  if (isInputObjectType(type)) {
    const fields = Object.values(type.getFields()).filter(
      (field) => isNonNullType(field.type) || pick.rarely(depth === 0 ? 4 : 6),
    );
    const chosen = depth > 6 ? [] : fields.length === 0 ? [pick.one(Object.values(type.getFields()))] : fields;
    const entries = chosen.map((field) => [field.name, makeValue(chance, field.type, depth + 1)] as const);
    if (pick.rarely(60)) entries.push([pick.one(pools.texts), pick.one(pools.values)]);
    return Object.fromEntries(entries);
  }
  return isScalarType(type) ? makeScalar(chance, type.name) : null;
}

function makeScalar({ pick, pools, known }: Chance, name: string): unknown {
  switch (name) {
    case 'Int':
    case 'Float':
    case 'SafeInt':
      return pick.rarely(3) ? pick.one(pools.numbers) : pick(30);
    case 'Boolean':
      return pick.rarely(2);
    case 'ID':
      return pick.rarely(3) ? pick.one(pools.texts) : mutate(pick, pick.one(known.ids));
    case 'DateTime':
      return pick.rarely(3) ? pick.one(pools.texts) : new Date(Date.UTC(2026, pick(12), pick(40))).toISOString();
    default:
      return pick.rarely(3) ? mutate(pick, pick.one([...known.cursors, ...known.ids])) : pick.one(pools.texts);
  }
}

/** A text as it is, or damaged: cut, doubled, with a character changed, moved or put in. */
export function mutate(pick: Pick, text: string): string {
  const [from, to] = [pick(text.length + 1), pick(text.length + 1)].sort((a, b) => a - b) as [number, number];
  const odd = pick.one(['\u0000', '{', '}', '"', '$', '.', '…', '%', '=', '\n', '[', '@', '\ud800', 'A']);
  return pick.one([
    text,
    text,
    text.slice(0, to),
    text.slice(from),
    text.slice(0, from) + text.slice(to),
    text.slice(0, to) + text.slice(from),
    text.slice(0, from) + odd + text.slice(from + 1),
    text.slice(0, from) + odd.repeat(1 + pick(50)) + text.slice(from),
    text.toUpperCase(),
  ]);
}
