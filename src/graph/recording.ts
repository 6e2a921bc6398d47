import { mediaKeyOf } from '../domain/media.ts';
import { MAX_TRANSCRIPT_CHARACTERS, type Recording, type RecordingKind, type Transcript } from '../domain/recording.ts';
import type { JoinedCall } from '../loaders/joined-call.ts';
import { always, builder, plainFieldsOf } from './builder.ts';
import type { GraphContext, MediaLink } from './context.ts';
import { recordingId } from './global-id.ts';
import { asks, weighs } from './demand.ts';
import { whenThere } from './join-calls.ts';
import { MoneyRef } from './money.ts';
import { NodeRef, idField } from './node.ts';
import { partOf } from './part-of.ts';
import { RecordingDetailsRef, detailsOf } from './vendor-details.ts';

/** A recording, and the call it was reached through. */
export type SessionRecording = { readonly recording: Recording; readonly session: JoinedCall };

export const RecordingRef = builder.objectRef<SessionRecording>('Recording');

const RecordingKindRef = builder.enumType('RecordingKind', {
  description: 'What was recorded.',
  values: {
    CALL: { description: 'What people said to each other.' },
    VOICEMAIL: { description: 'A message that the caller left.' },
  } as const satisfies Record<RecordingKind, { readonly description: string }>,
});

const recordingOf = ({ recording }: SessionRecording): Recording => recording;

RecordingRef.implement({
  scope: 'calls:read',
  description: 'The sound of a call, or of a part of it.',
  interfaces: [NodeRef],
  fields: (t) => ({
    id: idField(t, ({ recording }) => recordingId(recording)),
    ...plainFieldsOf(t, recordingOf, {
      nativeId: [
        'ID!',
        "The provider's own id, or one made from the call's where the provider's would open the recording.",
      ],
      kind: [always(RecordingKindRef), 'What was recorded.'],
      startedAt: ['DateTime', 'When the recording began.'],
      durationSeconds: ['Int', 'How long it plays.'],
      sizeBytes: ['SafeInt', 'How large the file is.'],
      mediaType: ['String', 'What the file is: audio/mpeg, audio/wav.'],
      expiresAt: ['DateTime', 'When the vendor deletes it; null where it keeps it, or does not say.'],
      isAvailable: [
        'Boolean!',
        'Whether it can be played: neither deleted, nor still being made, nor kept from this account.',
      ],
    }),
    url: t.field({
      type: 'URL',
      scope: 'recordings:read',
      description:
        'A signed link on this server that plays it, with seeking. It needs no key of the vendor, and works until urlExpiresAt. ' +
        'Null where the recording is not available, or this server serves no recordings.',
      resolve: (each, _args, context) => linkOf(each, context)?.url ?? null,
    }),
    urlExpiresAt: t.field({
      scope: 'recordings:read',
      type: 'DateTime',
      description: 'When `url` stops working. Ask again then: the recording stays.',
      resolve: (each, _args, context) => linkOf(each, context)?.expiresAt ?? null,
    }),
    transcript: t.field({
      type: TranscriptRef,
      description: 'What was said, as text; null where the provider writes none.',
      resolve: ({ recording, session }) =>
        recording.transcript && { transcript: recording.transcript, recording, session },
    }),
    ...plainFieldsOf(t, recordingOf, { cost: [MoneyRef, 'What keeping or making it cost.'] }),
    details: t.field({
      type: RecordingDetailsRef,
      description: 'Every field that only its provider has, typed; null for providers that have none.',
      resolve: ({ recording }, _args, context) => detailsOf('recordingDetails', recording, context),
    }),
  }),
});

function linkOf({ recording, session: { call } }: SessionRecording, context: GraphContext): MediaLink | null {
  if (!recording.isAvailable) return null;
  // A recording of unknown length plays no longer than its call lasted.
  const seconds = recording.durationSeconds ?? call.durationSeconds;
  return context.linkTo(recording.provider, mediaKeyOf(recording, 'recording'), seconds);
}

/** The recordings of a call, each knowing its call. */
export const toSessionRecordings = (
  recordings: readonly Recording[] | null,
  session: JoinedCall,
): SessionRecording[] | null => recordings && recordings.map((recording) => ({ recording, session }));

const TranscriptStatusRef = builder.enumType('TranscriptStatus', {
  description: 'How far the text of a recording is.',
  values: {
    PENDING: { description: 'The vendor is still writing it.' },
    READY: { description: 'It can be read.' },
    NONE: { description: 'There is none, and none is coming.' },
  } as const satisfies Record<Transcript['status'], { readonly description: string }>,
});

/** A transcript and the recording whose words it has. */
type RecordingTranscript = SessionRecording & { readonly transcript: Transcript };

const TranscriptRef = builder.objectRef<RecordingTranscript>('Transcript').implement({
  scope: 'recordings:read',
  description: 'What was said, as text.',
  fields: (t) => ({
    status: t.field({
      type: TranscriptStatusRef,
      nullable: false,
      description: 'How far it is.',
      resolve: ({ transcript }) => transcript.status,
    }),
    url: t.field({
      type: 'URL',
      scope: 'recordings:read',
      description: 'A signed link on this server to the text; null where it cannot be had.',
      resolve: ({ transcript, recording }, _args, context) =>
        transcript.canOpen
          ? (context.linkTo(recording.provider, mediaKeyOf(recording, 'transcript'))?.url ?? null)
          : null,
    }),
    text: t.field({
      type: 'String',
      scope: 'recordings:read',
      // A call of five minutes has about so many; what is kept is asked of nobody.
      extensions: { ...asks('each'), ...weighs(5000) },
      description:
        'What was said, a line for each time somebody spoke: "00:01:04 Ada Marsh: Good morning.", with the time from the ' +
        'beginning of the recording and the speaker, as far as the vendor says them. Null while there is none, and where ' +
        'its vendor gives no text of it (Bitrix24; Voximplant, where a scenario wants JSON: then an error stands beside it). ' +
        `At most ${MAX_TRANSCRIPT_CHARACTERS} characters: a longer one ends after a whole line with a sentence that says so, ` +
        'and `url` has all of it. Takes a request to the vendor for each recording, except where transcripts are kept.',
      resolve({ transcript, recording, session }, _args, context) {
        if (!transcript.canOpen) return null;
        const planned = session.transcripts?.get(recording.nativeId);
        const text = partOf(planned, () => context.loadersForRest().transcripts.load(recording));
        return whenThere(text, (said) => {
          if (said !== null) context.noteTranscriptRead(recording);
          return said;
        });
      },
    }),
  }),
});
