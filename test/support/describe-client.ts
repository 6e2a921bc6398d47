import { readFileSync } from 'node:fs';
import { isAbstractType } from 'graphql';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { schema } from '../../src/schema.ts';
import { type ServedDemo, startServedDemo } from './start-served-demo.ts';

/** A list of calls as a client shows it. */
export type CallList = {
  readonly edges: readonly { readonly node: CallInList }[];
  readonly isComplete: boolean;
  readonly problems: readonly { readonly provider: { readonly name: string }; readonly message: string }[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor?: string | null | undefined };
};

type CallInList = {
  readonly id: string;
  readonly recordings?: readonly { readonly url?: string | null | undefined }[] | null | undefined;
};

/** An open list, whichever library keeps it. */
export type OpenList = {
  /** What the library's cache has by now; null before the first answer. */
  list(): CallList | null;
  readMore(): Promise<void>;
  close(): void;
};

/** What every client of the guides does with its list of calls, read in pages of 20. */
export function describeClient(client: {
  readonly name: string;
  /** The page of docs/ that prints the client. */
  readonly guide: string;
  /** The file that is printed, below examples/. */
  readonly source: string;
  /** The types that the client was told to stand behind abstract ones. */
  readonly possibleTypes?: Readonly<Record<string, readonly string[]>>;
  readonly open: (endpoint: string) => OpenList;
}): void {
  describe(`${client.name}, as its guide sets it up`, () => {
    let served: ServedDemo;
    beforeAll(async () => {
      served = await startServedDemo();
    });
    afterAll(() => served.close());

    const open = async (): Promise<{ list: OpenList; first: CallList; [Symbol.dispose](): void }> => {
      const list = client.open(`${served.url}/graphql`);
      const first = await vi.waitFor(() => list.list() ?? Promise.reject(new Error('nothing yet')), PATIENCE);
      return { list, first, [Symbol.dispose]: () => list.close() };
    };
    const listOf = (opened: OpenList): CallList => opened.list() ?? expect.fail('the list is gone');
    const idsOf = (list: CallList) => list.edges.map(({ node }) => node.id);

    it('joins pages into one list, every call once', async () => {
      using opened = await open();
      await opened.list.readMore();
      await opened.list.readMore();
      const ids = idsOf(listOf(opened.list));
      expect(ids).toHaveLength(60);
      expect(new Set(ids).size).toBe(60);
      expect(ids.slice(0, 20)).toEqual(idsOf(opened.first));
    });

    it('still says what the first page lacked when the second lacks nothing', async () => {
      const { server, settings } = served.demo.vendors.callgear;
      server.fault({ fault: { kind: 'status', status: 500 } });
      using opened = await open().finally(() => server.clearFaults());
      expect(opened.first.isComplete).toBe(false);
      await opened.list.readMore();
      expect(listOf(opened.list).edges).toHaveLength(40);
      expect(missingFrom(listOf(opened.list))).toEqual([settings.id]);
      expect(listOf(opened.list).isComplete).toBe(false);
    });

    it('shows recordings that arrive after their calls', async () => {
      using opened = await open();
      await vi.waitFor(() => {
        const { edges } = listOf(opened.list);
        expect(edges.every(({ node }) => Array.isArray(node.recordings))).toBe(true);
      }, PATIENCE);
      const urls = listOf(opened.list).edges.flatMap(({ node }) => node.recordings ?? []);
      expect(urls.some(({ url }) => url?.startsWith(served.url) === true)).toBe(true);
    });

    it('is printed in its guide as it is compiled here', () => {
      const guide = readFileSync(new URL(`../../docs/${client.guide}`, import.meta.url), 'utf8');
      const printed = [...guide.matchAll(/```ts\n([\s\S]*?)```/g)].map(([, code]) => code);
      expect(printed).toContain(readFileSync(new URL(`../../examples/${client.source}`, import.meta.url), 'utf8'));
    });

    const types = client.possibleTypes;
    if (!types) return;
    it('knows the types behind every interface and union', () => {
      const abstract = Object.values(schema.getTypeMap()).filter(isAbstractType);
      for (const [name, members] of Object.entries(types))
        expect([...members].sort(), name).toEqual(
          schema
            .getPossibleTypes(abstract.find((type) => type.name === name) ?? expect.fail(`no type ${name}`))
            .map((type) => type.name)
            .sort(),
        );
      expect(Object.keys(types).sort()).toEqual(
        abstract
          .map(({ name }) => name)
          .filter((name) => !name.endsWith('Result'))
          .sort(),
      );
    });
  });
}

const PATIENCE = { timeout: 15_000, interval: 20 };

const missingFrom = ({ problems }: CallList): string[] => [...new Set(problems.map(({ provider }) => provider.name))];
