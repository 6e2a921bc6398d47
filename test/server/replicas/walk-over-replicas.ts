import { type Replica, type ReplicasWorld, askReplica } from './start-replicas.ts';

type Place = ReplicasWorld['truth'][number];

const PAGE = `query Page($first: Int!, $after: String) {
  callSessions(first: $first, after: $after, orderBy: { field: STARTED_AT, direction: ASC }) {
    nodes { providerKey nativeId startedAt }
    pageInfo { endCursor hasNextPage }
    isComplete
    problems { message }
  }
}`;

type Page = {
  readonly callSessions: {
    readonly nodes: readonly { readonly providerKey: string; readonly nativeId: string; readonly startedAt: string }[];
    readonly pageInfo: { readonly endCursor: string | null; readonly hasNextPage: boolean };
    readonly isComplete: boolean;
    readonly problems: readonly { readonly message: string }[];
  };
};

export type WalkOverReplicas = {
  readonly places: readonly Place[];
  readonly pages: number;
  readonly kills: number;
  /** Pages whose replica was killed while it answered. */
  readonly cutOff: number;
};

/**
 * Walks the timeline, each page from the other of two replicas. Every so many pages the one that is asked is killed: by
 * turns before it has answered and after. It is started again while the walk goes on.
 */
export async function walkOverReplicas(
  world: ReplicasWorld,
  { first, killEvery }: { readonly first: number; readonly killEvery: number },
): Promise<WalkOverReplicas> {
  const replicas: Promise<Replica>[] = [world.start(), world.start()];
  await Promise.all(replicas);
  const places: Place[] = [];
  let [pages, kills, cutOff] = [0, 0, 0];
  let after: string | null = null;
  for (let turn = 0; ; turn += 1) {
    const which = turn % 2;
    const replica = await replicas[which]!;
    const isKilled = turn % killEvery === killEvery - 1;
    const kill = async (): Promise<void> => {
      kills += 1;
      await replica.kill();
      replicas[which] = world.start();
    };
    const asked: Promise<Page | null> = askReplica<Page>(replica.url, PAGE, { first, after }).catch(() => null);
    if (isKilled && kills % 2 === 0) await kill();
    const page: Page | null = await asked;
    if (isKilled && page !== null && kills % 2 === 1) await kill();
    if (page === null) {
      cutOff += 1;
      if (!isKilled) throw new Error('a replica that stands did not answer');
      continue;
    }
    pages += 1;
    const { nodes, pageInfo, isComplete, problems } = page.callSessions;
    if (!isComplete) throw new Error(`a page of the walk is not complete: ${JSON.stringify(problems)}`);
    for (const { providerKey, nativeId, startedAt } of nodes)
      places.push({ provider: providerKey, nativeId, startedAt: Date.parse(startedAt) });
    after = pageInfo.endCursor;
    if (!pageInfo.hasNextPage) break;
  }
  for (const replica of replicas) await (await replica).kill();
  return { places, pages, kills, cutOff };
}
