import {
  DirectiveLocation,
  GraphQLBoolean,
  GraphQLDirective,
  GraphQLInt,
  GraphQLNonNull,
  GraphQLString,
} from 'graphql';

const label = { type: GraphQLString, description: 'A name for the part, unique in the document.' };

/** graphql 16 knows neither directive; a schema without them is refused by the tools of clients that use them. */
export const deferDirective = new GraphQLDirective({
  name: 'defer',
  description: 'Sends the fields of this fragment later, in a part of their own: multipart/mixed or text/event-stream.',
  locations: [DirectiveLocation.FRAGMENT_SPREAD, DirectiveLocation.INLINE_FRAGMENT],
  args: {
    if: {
      type: new GraphQLNonNull(GraphQLBoolean),
      defaultValue: true,
      description: 'Sends them with the rest when false.',
    },
    label,
  },
});

export const streamDirective = new GraphQLDirective({
  name: 'stream',
  description: 'Sends the items of this list later, each in a part of its own: multipart/mixed or text/event-stream.',
  locations: [DirectiveLocation.FIELD],
  args: {
    if: {
      type: new GraphQLNonNull(GraphQLBoolean),
      defaultValue: true,
      description: 'Sends the whole list when false.',
    },
    label,
    initialCount: {
      type: GraphQLInt,
      defaultValue: 0,
      description: 'How many items are sent at once, before the rest.',
    },
  },
});
