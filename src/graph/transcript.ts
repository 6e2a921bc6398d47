import type { Recording, Transcript } from '../domain/recording.ts';
import { builder } from './builder.ts';

const TranscriptStatusRef = builder.enumType('TranscriptStatus', {
  description: 'How far the text of a recording is.',
  values: {
    PENDING: { description: 'The vendor is still writing it.' },
    READY: { description: 'It can be read.' },
    NONE: { description: 'There is none, and none is coming.' },
  } as const satisfies Record<Transcript['status'], { readonly description: string }>,
});

/** A transcript and the recording whose words it has. */
export type RecordingTranscript = { readonly transcript: Transcript; readonly recording: Recording };

export const TranscriptRef = builder.objectRef<RecordingTranscript>('Transcript').implement({
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
          ? (context.linkTo(recording.provider, {
              kind: 'transcript',
              nativeId: recording.nativeId,
              session: { nativeId: recording.sessionId, startedAt: recording.sessionStartedAt },
            })?.url ?? null)
          : null,
    }),
  }),
});
