import { PROBLEMS, askGraph } from '../ask-graph.ts';
import { INPUTS } from '../inputs.ts';
import { showKnown } from '../show.ts';
import { defineTool } from '../tool.ts';

const PEOPLE = `query People($search: String, $first: Int, $after: String) {
  people(filter: { search: $search }, first: $first, after: $after) {
    nodes { id displayName email agents { displayName extension isActive provider { key } } }
    pageInfo { hasNextPage endCursor } ${PROBLEMS}
  }
}`;

type PersonRow = {
  readonly id: string;
  readonly displayName: string | null;
  readonly email: string | null;
  readonly agents: readonly {
    readonly displayName: string | null;
    readonly extension: string | null;
    readonly isActive: boolean | null;
    readonly provider: { readonly key: string };
  }[];
};

const { limit, after } = INPUTS;

export const agents = defineTool({
  name: 'agents',
  title: 'People who answer calls',
  description:
    'Finds the company’s own people, who answer calls and work with the phones, by a part of their name, e-mail address or ' +
    'extension; each person once over all phone systems, with the id that `person` of other tools wants.',
  input: {
    search: INPUTS.search.describe('Parts of a name, an e-mail address or an extension. Left out: everybody.'),
    ...{ limit, after },
  },
  scope: 'calls:read',
  documents: [PEOPLE],
  async answer({ search, limit: first, after: cursor }, ask) {
    const { data, problems } = await askGraph<{
      people: { nodes: readonly PersonRow[]; pageInfo: { hasNextPage: boolean; endCursor: string } } | null;
    }>(ask, PEOPLE, { search, first, ...(cursor !== undefined && { after: cursor }) });
    return {
      people: (data.people?.nodes ?? []).map(show),
      ...(data.people?.pageInfo.hasNextPage && { next: data.people.pageInfo.endCursor }),
      problems,
    };
  },
});

const show = ({ id, displayName, email, agents: roles }: PersonRow) =>
  showKnown({
    id,
    name: displayName,
    email,
    at: roles.map(({ provider, extension, isActive }) =>
      [provider.key, extension && `extension ${extension}`, isActive === false && 'no longer active']
        .filter((part) => typeof part === 'string' && part !== '')
        .join(', '),
    ),
  });
