import { builder } from './builder.ts';

/** Where a page stands. What a query does not select may be unknown: it is not read then. */
export type PageInfo = {
  readonly hasNextPage: boolean;
  readonly hasPreviousPage: boolean;
  readonly startCursor: string | null;
  readonly endCursor: string | null;
};

export const PageInfoRef = builder.objectRef<PageInfo>('PageInfo').implement({
  scope: 'anyone',
  description: 'Where a page stands in its list, as Relay has it.',
  fields: (t) => ({
    hasNextPage: t.exposeBoolean('hasNextPage', {
      nullable: false,
      description: 'Whether anything comes after this page; ask for it with `after: endCursor`.',
    }),
    hasPreviousPage: t.exposeBoolean('hasPreviousPage', {
      nullable: false,
      description: 'Whether anything comes before this page; ask for it with `before: startCursor`.',
    }),
    startCursor: t.exposeString('startCursor', {
      description: 'Where the page starts: the place of its first item, as a rule. Null for an empty page.',
    }),
    endCursor: t.exposeString('endCursor', {
      description:
        'Where the page ends: the place of its last item, or beyond it how far a page came that had to stop early. Null for an ' +
        'empty page that saw the whole list.',
    }),
  }),
});
