import { builder } from './builder.ts';
import { loadPart } from './part-of.ts';

/** Where a page stands. What may cost a request is asked only when it is selected. */
export type PageInfo = {
  hasNextPage(): boolean | Promise<boolean>;
  hasPreviousPage(): boolean | Promise<boolean>;
  startCursor(): string | null;
  endCursor(): string | null;
};

export const PageInfoRef = builder.objectRef<PageInfo>('PageInfo').implement({
  description: 'Where a page stands in its list, as Relay has it.',
  fields: (t) => ({
    hasNextPage: t.boolean({
      nullable: false,
      description: 'Whether anything comes after this page; ask for it with `after: endCursor`.',
      resolve: (page) => loadPart(() => page.hasNextPage()),
    }),
    hasPreviousPage: t.boolean({
      nullable: false,
      description: 'Whether anything comes before this page; ask for it with `before: startCursor`.',
      resolve: (page) => loadPart(() => page.hasPreviousPage()),
    }),
    startCursor: t.string({
      description: 'Place of the first item of the page; null for an empty one.',
      resolve: (page) => page.startCursor(),
    }),
    endCursor: t.string({
      description: 'Place of the last item of the page; null for an empty one.',
      resolve: (page) => page.endCursor(),
    }),
  }),
});
