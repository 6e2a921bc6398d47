import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type GraphQLField, type GraphQLResolveInfo, GraphQLError, isInputObjectType, isObjectType } from 'graphql';
import SchemaBuilder from '@pothos/core';
import { describe, expect, it } from 'vitest';
import { type Caller, type Scope, ANYBODY, SCOPES } from '../../src/domain/caller.ts';
import type { GraphTypes } from '../../src/graph/builder.ts';
import type { GraphContext } from '../../src/graph/context.ts';
import { resolverFor } from '../../src/graph/guard-fields.ts';
import { declaredScope, neededScopes } from '../../src/graph/scopes.ts';
import { schema } from '../../src/schema.ts';
import { createWorld } from './create-world.ts';

type Field = GraphQLField<unknown, GraphContext>;

const objects = Object.values(schema.getTypeMap()).filter((type) => isObjectType(type) && !type.name.startsWith('__'));
const fields: readonly (readonly [place: string, field: Field])[] = objects.flatMap((type) =>
  isObjectType(type)
    ? Object.values(type.getFields()).map((field: Field) => [`${type.name}.${field.name}`, field] as const)
    : [],
);

/** Which documents a caller may send decides about no field. */
const OF_FIELDS = SCOPES.filter((scope) => scope !== 'documents:any');

/** Every set of scopes that a caller can have. */
const CALLERS: readonly Caller[] = Array.from({ length: 2 ** OF_FIELDS.length }, (_, set) => ({
  ...ANYBODY,
  scopes: new Set(OF_FIELDS.filter((_scope, bit) => (set >> bit) % 2 === 1)),
}));

const WORDS = join(import.meta.dirname, 'scopes.txt');

describe('the scopes of the schema', () => {
  it('are those that somebody has decided on, for every field', () => {
    const decided = readFileSync(WORDS, 'utf8').trim().split('\n');
    const found = fields.map(([place, field]) => `${place}: ${neededScopes(field).join(' ') || 'anyone'}`);
    const say = (what: string, lines: readonly string[]) => lines.map((line) => `${what} ${line}`);
    expect(
      [
        ...say('decide who may see this, by `scope` in its options, and add its line:', missingFrom(found, decided)),
        ...say('is no more so, take its line out:', missingFrom(decided, found)),
      ],
      'test/graph/scopes.txt lists every field with the scopes it needs',
    ).toEqual([]);
  });

  it('hide what arguments search by, too', () => {
    const hidden = Object.values(schema.getTypeMap())
      .filter((type) => isInputObjectType(type))
      .flatMap((type) =>
        Object.values(type.getFields()).flatMap((field) => {
          const scope = declaredScope(field);
          return scope === null ? [] : [`${type.name}.${field.name}: ${String(scope)}`];
        }),
      );
    expect(hidden.filter((each) => /^(CallSession|Voximplant|Zoom)\w*Filter\./.test(each)).sort()).toEqual([
      'CallSessionFilter.customerNumber: numbers:read',
      'CallSessionFilter.number: numbers:read',
      'CallSessionFilter.numberContains: numbers:read',
      'CallSessionFilter.text: numbers:read',
      'VoximplantCallFilter.callSessionHistoryCustomData: numbers:read',
      'VoximplantCallFilter.localNumber: numbers:read',
      'VoximplantCallFilter.remoteNumber: numbers:read',
      'VoximplantCallFilter.remoteNumberList: numbers:read',
      'ZoomContactCenterCallFilter.consumerNumber: numbers:read',
      'ZoomContactCenterCallFilter.countryIsoCodes: numbers:read',
    ]);
    for (const place of [
      'Bitrix24CallFilter.phoneNumber',
      'Bitrix24CallFilter.comment',
      'CallgearCallFilter.contactPhoneNumber',
    ])
      expect(hidden).toContain(`${place}: numbers:read`);
  });

  it('are kept by every field, before its resolver sees anything, whatever scopes a caller has', () => {
    const wrong = CALLERS.flatMap((caller) =>
      fields.flatMap(([place, field]) => {
        const lacks = neededScopes(field).find((scope) => !caller.scopes.has(scope)) ?? null;
        // Executors of ours leave the guard out for whoever may read a field.
        const executed = resolverFor(field as GraphQLField<unknown, unknown>, contextOf(caller)) as Field['resolve'];
        const guards = [field.resolve, field.subscribe, executed === field.resolve ? undefined : executed];
        const resolvers = guards.filter((resolve) => resolve !== undefined);
        return resolvers.every((resolve) => refusedScope(resolve, caller) === lacks)
          ? []
          : [`${place} for a caller with ${[...caller.scopes].join(' ')}`];
      }),
    );
    expect(fields.length * CALLERS.length).toBeGreaterThan(80_000);
    expect(wrong).toEqual([]);
  });

  it('are looked up once for a field, however many rows a page has', async () => {
    const { run } = createWorld({ calls: 40 });
    const countFor = async (first: number): Promise<number> => {
      let asked = 0;
      const scopes = new Set(SCOPES);
      scopes.has = (scope) => {
        asked += 1;
        return Set.prototype.has.call(scopes, scope);
      };
      const query = `{ callSessions(first: ${first}) { nodes { id nativeId startedAt outcome customer { number } note } } }`;
      const { data } = await run<{ callSessions: { nodes: unknown[] } }>(query, { caller: { ...ANYBODY, scopes } });
      expect(data.callSessions.nodes).toHaveLength(first);
      return asked;
    };
    expect(await countFor(50)).toBe(await countFor(1));
  });
});

/** The scope that a resolver is refused for; null where it runs. */
function refusedScope(resolve: NonNullable<Field['resolve']>, caller: Caller): Scope | null {
  const info = { fieldNodes: [], returnType: schema.getQueryType() } as unknown as GraphQLResolveInfo;
  try {
    const answer: unknown = resolve(ANYTHING, {}, contextOf(caller), info);
    if (answer instanceof Promise) answer.catch(() => {});
  } catch (error) {
    if (error instanceof GraphQLError && error.extensions['code'] === 'FORBIDDEN')
      return error.extensions['scope'] as Scope;
  }
  return null;
}

/** Answers whatever a resolver asks of it. */
const ANYTHING: object = new Proxy(() => ANYTHING, {
  get(_target, name) {
    if (name === 'then') return undefined;
    if (name === Symbol.iterator) return () => [].values();
    // Whoever counts to a bound has reached it.
    return name === Symbol.toPrimitive ? (hint: string) => (hint === 'string' ? '' : Infinity) : ANYTHING;
  },
});

const contextOf = (caller: Caller): GraphContext =>
  new Proxy({} as GraphContext, { get: (_target, name) => (name === 'caller' ? caller : ANYTHING) });

const missingFrom = (lines: readonly string[], others: readonly string[]): string[] => {
  const known = new Set(others);
  return lines.filter((line) => !known.has(line));
};

describe('a schema that forgets a scope is not built', () => {
  const build = (
    add: (builder: PothosSchemaTypes.SchemaBuilder<PothosSchemaTypes.ExtendDefaultTypes<GraphTypes>>) => void,
  ) => {
    const builder = new SchemaBuilder<GraphTypes>({ plugins: ['scopes'] });
    builder.queryType({});
    add(builder);
    return () => builder.toSchema();
  };
  const text = (t: { string: (options: object) => never }) => ({ text: t.string({ resolve: () => '' }) });

  it('where a field of Query says nothing', () => {
    expect(build((builder) => builder.queryField('calls', (t) => t.string({ resolve: () => '' })))).toThrow(
      /Query\.calls needs a scope of its own: add `scope` \(calls:read, numbers:read.* or anyone\) to its options/,
    );
  });

  it('where a type says nothing, which TypeScript refuses already', () => {
    const options = { fields: text } as never;
    const add: Parameters<typeof build>[0] = (builder) => {
      const Note = builder.objectRef<object>('Note').implement(options);
      builder.queryField('note', (t) => t.field({ scope: 'anyone', type: Note, resolve: () => ({}) }));
    };
    expect(build(add)).toThrow('Note needs a scope');
  });

  it('where what may be anything does not say what it is', () => {
    const add: Parameters<typeof build>[0] = (builder) => {
      const Side = builder.objectRef<object>('Side').implement({ scope: 'each field', fields: text as never });
      const Call = builder.objectRef<object>('Call').implement({
        scope: 'calls:read',
        fields: (t) => ({ caller: t.field({ type: Side, resolve: () => ({}) }) }),
      });
      builder.queryField('call', (t) => t.field({ scope: 'calls:read', type: Call, resolve: () => ({}) }));
    };
    expect(build(add)).toThrow('Call.caller is a Side, which may be anything');
  });

  it('where a refusal of one field would take its row away', () => {
    const add: Parameters<typeof build>[0] = (builder) => {
      const Call = builder.objectRef<object>('Call').implement({
        scope: 'calls:read',
        fields: (t) => ({ note: t.string({ scope: 'numbers:read', nullable: false, resolve: () => '' }) }),
      });
      builder.queryField('call', (t) => t.field({ scope: 'calls:read', type: Call, resolve: () => ({}) }));
    };
    expect(build(add)).toThrow('Call.note needs more than its type does, so it has to be nullable');
  });
});
