import { askGraph } from './ask-graph.ts';

/** What tests look for among the calls of a provider. */
export type KnownCall = {
  readonly id: string;
  readonly nativeId: string;
  readonly startedAt: string;
  readonly durationSeconds: number | null;
  readonly talkSeconds: number | null;
  readonly waitSeconds: number | null;
  readonly direction: string;
  readonly outcome: string;
  readonly outcomeDetail: { readonly code: string | null; readonly reason: string | null } | null;
  readonly customer: { readonly e164: string | null; readonly displayName: string | null } | null;
  readonly line: { readonly number: string | null; readonly displayName: string | null } | null;
  readonly agents: readonly { readonly displayName: string | null }[];
  readonly queues: readonly { readonly name: string | null }[];
  readonly cost: { readonly amount: string; readonly currency: string | null } | null;
  readonly rating: number | null;
  readonly note: string | null;
  readonly legs: readonly {
    readonly outcome: string;
    readonly startedAt: string;
    readonly durationSeconds: number;
    readonly agent: { readonly displayName: string } | null;
  }[];
  readonly recordings: readonly {
    readonly id: string;
    readonly kind: string;
    readonly isAvailable: boolean;
    readonly startedAt: string | null;
    readonly durationSeconds: number | null;
    readonly transcript: { readonly status: string } | null;
  }[];
  readonly related: readonly {
    readonly via: string;
    readonly session: { readonly id: string; readonly providerKey: string };
  }[];
};

const known = new Map<string, Promise<readonly KnownCall[]>>();

/** The newest calls of a provider; asked once of each server. */
export function callsOf(url: string, provider: string): Promise<readonly KnownCall[]> {
  const key = `${url} ${provider}`;
  if (!known.has(key)) known.set(key, readCalls(url, provider));
  return known.get(key)!;
}

async function readCalls(url: string, provider: string): Promise<readonly KnownCall[]> {
  const { callSessions } = await askGraph<{ callSessions: { nodes: readonly KnownCall[] } }>(url, CALLS, {
    variables: { provider },
  });
  return callSessions.nodes;
}

/** The first of a provider's calls that is as wanted. */
export async function findCall(
  url: string,
  provider: string,
  isWanted: (call: KnownCall) => unknown,
): Promise<KnownCall> {
  const found = (await callsOf(url, provider)).find(isWanted);
  if (!found) throw new Error(`The demo of ${provider} has no such call: ${String(isWanted)}`);
  return found;
}

const CALLS = `query ($provider: ID!) {
  callSessions(first: 100, filter: { providers: [$provider] }) {
    nodes {
      id nativeId startedAt durationSeconds talkSeconds waitSeconds direction outcome rating note
      outcomeDetail { code reason }
      customer { e164 displayName }
      line { number displayName }
      agents { displayName }
      queues { name }
      cost { amount currency }
      legs { outcome startedAt durationSeconds agent { displayName } }
      recordings { id kind isAvailable startedAt durationSeconds transcript { status } }
      related { via session { id providerKey } }
    }
  }
}`;
