import { z } from 'zod';
import { NoAnswer, askNode } from '../ask-graph.ts';
import { INPUTS } from '../inputs.ts';
import { showKnown, showTime, wholeLength } from '../show.ts';
import { defineTool } from '../tool.ts';

const RECORDING = `query Recording($id: ID!) {
  node(id: $id) {
    __typename
    ... on Recording {
      kind startedAt durationSeconds isAvailable url urlExpiresAt expiresAt transcript { status url text } session { id }
    }
  }
}`;

const { after } = INPUTS;

type Recording = {
  readonly kind: string;
  readonly startedAt: string | null;
  readonly durationSeconds: number | null;
  readonly isAvailable: boolean;
  readonly url: string | null;
  readonly urlExpiresAt: string | null;
  readonly expiresAt: string | null;
  readonly transcript: { readonly status: string; readonly url: string | null; readonly text: string | null } | null;
  readonly session: { readonly id: string } | null;
};

export const recording = defineTool({
  name: 'recording',
  title: 'A recording',
  description:
    'A link with which people play and listen to one recording, and its transcript: what was said, where the phone system ' +
    'writes it down. A long one comes in parts, `next` goes on. Recordings and their ids are in the answer of `call`.',
  input: { id: z.string().min(1).max(1000).describe('The id of a recording, from `call`.'), after },
  scope: 'recordings:read',
  documents: [RECORDING],
  async answer({ id, after: from }, ask) {
    const start = readPlace(from);
    const hint = 'ask `call` for the ids of its recordings';
    const wanted = { id, type: 'Recording', name: 'recording', hint };
    const { data, problems } = await askNode<Recording>(ask, RECORDING, wanted);
    const { kind, startedAt, durationSeconds, isAvailable, url, urlExpiresAt, expiresAt, transcript, session } = data;
    const part = transcript?.text == null ? null : partFrom(transcript.text, start);
    return {
      ...showKnown({
        ...{ kind, startedAt: showTime(startedAt), durationSeconds, isAvailable },
        ...{ url, urlExpiresAt: showTime(urlExpiresAt), deletedAt: showTime(expiresAt) },
        transcript: transcript?.status,
        transcriptUrl: transcript?.url,
        transcriptText: part?.text,
        next: part?.next,
        call: session?.id,
      }),
      problems,
    };
  },
});

/** So much of a transcript fits into one answer. */
const LONGEST_PART = 4000;

function readPlace(after: string | undefined): number {
  if (after === undefined) return 0;
  if (/^\d{1,7}$/.test(after)) return Number(after);
  throw new NoAnswer('`after` is none of this tool: take `next` of its answer before.');
}

/** A part of a text, whole lines where they are not too long, and where the next one begins. */
function partFrom(text: string, start: number): { readonly text: string; readonly next: string | null } {
  const rest = text.slice(start);
  if (rest.length <= LONGEST_PART) return { text: rest, next: null };
  const lineEnd = rest.lastIndexOf('\n', LONGEST_PART);
  const length = lineEnd > 0 ? lineEnd + 1 : wholeLength(rest, LONGEST_PART);
  return { text: rest.slice(0, length).trimEnd(), next: String(start + length) };
}
