import { z } from 'zod';
import { askNode } from '../ask-graph.ts';
import { showKnown, showTime } from '../show.ts';
import { defineTool } from '../tool.ts';

const RECORDING = `query Recording($id: ID!) {
  node(id: $id) {
    __typename
    ... on Recording {
      kind startedAt durationSeconds isAvailable url urlExpiresAt expiresAt transcript { status url } session { id }
    }
  }
}`;

type Recording = {
  readonly kind: string;
  readonly startedAt: string | null;
  readonly durationSeconds: number | null;
  readonly isAvailable: boolean;
  readonly url: string | null;
  readonly urlExpiresAt: string | null;
  readonly expiresAt: string | null;
  readonly transcript: { readonly status: string; readonly url: string | null } | null;
  readonly session: { readonly id: string } | null;
};

export const recording = defineTool({
  name: 'recording',
  title: 'A recording',
  description:
    'A link that plays one recording, for the person you speak with, and its transcript where the phone system writes one. ' +
    'Ids of recordings are in the answer of `call`.',
  input: { id: z.string().min(1).max(1000).describe('The id of a recording, from `call`.') },
  scope: 'recordings:read',
  documents: [RECORDING],
  async answer({ id }, ask) {
    const hint = 'ask `call` for the ids of its recordings';
    const wanted = { id, type: 'Recording', name: 'recording', hint };
    const { data, problems } = await askNode<Recording>(ask, RECORDING, wanted);
    const { kind, startedAt, durationSeconds, isAvailable, url, urlExpiresAt, expiresAt, transcript, session } = data;
    return {
      ...showKnown({
        ...{ kind, startedAt: showTime(startedAt), durationSeconds, isAvailable },
        ...{ url, urlExpiresAt: showTime(urlExpiresAt), deletedAt: showTime(expiresAt) },
        transcript: transcript?.status,
        transcriptUrl: transcript?.url,
        call: session?.id,
      }),
      problems,
    };
  },
});
