import {
  GraphQLEnumType,
  type GraphQLFieldConfig,
  GraphQLInputObjectType,
  GraphQLInt,
  GraphQLInterfaceType,
  GraphQLList,
  GraphQLNonNull,
  GraphQLObjectType,
  GraphQLScalarType,
  GraphQLSchema,
  GraphQLString,
  GraphQLUnionType,
} from 'graphql';

/** Something that a field is asked of; how deep it lies makes its values differ. */
type Thing = { readonly depth: number };
type Fields = Record<string, GraphQLFieldConfig<Thing, unknown, Record<string, unknown>>>;

const late = <Value>(value: Value): Promise<Value> => new Promise((resolve) => setImmediate(() => resolve(value)));
const fail = (words: string): never => {
  throw new Error(words);
};
const lateFail = (words: string): Promise<never> => late(null).then(() => fail(words));
const deeper = ({ depth }: Thing): Thing => ({ depth: depth + 1 });

const Nothing = new GraphQLScalarType({ name: 'Nothing', serialize: () => undefined });
const Kind = new GraphQLEnumType({ name: 'Kind', values: { ONE: { value: 1 }, TWO: { value: 2 } } });
const Range: GraphQLInputObjectType = new GraphQLInputObjectType({
  name: 'Range',
  fields: () => ({ from: { type: GraphQLInt, defaultValue: 3 }, kind: { type: Kind }, or: { type: Range } }),
});

const Named: GraphQLInterfaceType = new GraphQLInterfaceType({
  name: 'Named',
  fields: { name: { type: GraphQLString } },
  resolveType: ({ depth }: Thing) => (depth % 2 === 0 ? 'Even' : late('Odd')),
});

const Even: GraphQLObjectType<Thing> = new GraphQLObjectType<Thing>({
  name: 'Even',
  interfaces: [Named],
  fields: () => ({ name: { type: GraphQLString, resolve: ({ depth }) => `even ${depth}` }, ...thingFields() }),
});
const Odd: GraphQLObjectType<Thing> = new GraphQLObjectType<Thing>({
  name: 'Odd',
  interfaces: [Named],
  isTypeOf: ({ depth }: Thing) => late(depth % 3 !== 0),
  fields: () => ({ name: { type: GraphQLString, resolve: ({ depth }) => late(`odd ${depth}`) }, ...thingFields() }),
});
const Either = new GraphQLUnionType({
  name: 'Either',
  types: () => [Even, Odd],
  resolveType: ({ depth }: Thing) => ['Even', 'Odd', 'Nobody', undefined][depth % 4],
});

/** Values that come, come late, fail, are missing where they must not be, or are of another form than promised. */
const thingFields = (): Fields => ({
  depth: { type: new GraphQLNonNull(GraphQLInt) },
  late: { type: GraphQLInt, resolve: ({ depth }) => late(depth) },
  missing: { type: GraphQLInt, resolve: () => undefined },
  fails: { type: GraphQLInt, resolve: () => fail('it fails') },
  failsLate: { type: GraphQLInt, resolve: () => lateFail('it fails late') },
  givesError: { type: GraphQLInt, resolve: () => new Error('it gives an error') },
  failsStrongly: { type: new GraphQLNonNull(GraphQLInt), resolve: () => fail('it fails strongly') },
  failsStronglyLate: { type: new GraphQLNonNull(GraphQLInt), resolve: () => lateFail('it fails strongly and late') },
  missingStrongly: { type: new GraphQLNonNull(GraphQLInt), resolve: () => late(null) },
  noNumber: { type: GraphQLInt, resolve: () => 'no number' },
  nothing: { type: Nothing, resolve: () => 1 },
  noList: { type: new GraphQLList(GraphQLInt), resolve: () => 5 },
  kind: { type: Kind, resolve: ({ depth }) => 1 + (depth % 3) },
  numbers: { type: new GraphQLList(GraphQLInt), resolve: () => new Set([1, late(2), null, lateFail('three')]) },
  strongNumbers: {
    type: new GraphQLList(new GraphQLNonNull(GraphQLInt)),
    resolve: ({ depth }) => [1, late(2), ...(depth % 2 === 0 ? [late(null)] : [])],
  },
  even: { type: Even, resolve: deeper },
  strong: { type: new GraphQLNonNull(Even), resolve: (thing) => late(deeper(thing)) },
  odd: { type: Odd, resolve: deeper },
  named: { type: Named, resolve: deeper },
  either: { type: Either, resolve: deeper },
  things: { type: new GraphQLList(Named), resolve: (thing) => [deeper(thing), late(thing), null, deeper(thing)] },
  strongThings: { type: new GraphQLList(new GraphQLNonNull(Even)), resolve: (thing) => [deeper(thing)] },
  echo: {
    type: GraphQLString,
    args: {
      text: { type: GraphQLString, defaultValue: 'nothing said' },
      range: { type: Range },
      strong: { type: new GraphQLNonNull(GraphQLInt), defaultValue: 1 },
    },
    resolve: (_thing, args) => JSON.stringify(args),
  },
  place: {
    type: GraphQLString,
    resolve: (_thing, _args, context, { path, fieldName, parentType, returnType, fieldNodes, variableValues }) =>
      JSON.stringify([context, path, fieldName, parentType, returnType, fieldNodes.length, variableValues]),
  },
});

/** A graph in which everything goes wrong that can. */
export const trickySchema = new GraphQLSchema({
  query: new GraphQLObjectType<Thing>({ name: 'Query', fields: thingFields }),
  types: [Even, Odd],
});
