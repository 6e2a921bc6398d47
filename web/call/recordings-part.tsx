import type { CombinedError } from '@urql/core';
import { Suspense, lazy, useState } from 'react';
import { errorAt } from '../graph/error-at.ts';
import { graphql } from '../graph/generated/index.ts';
import type { CallLegsFragment, CallRecordingsFragment } from '../graph/generated/graphql.ts';
import { Panel } from '../parts/panel.tsx';
import { formatDuration } from '../parts/format.ts';
import { Icon } from '../parts/icon.tsx';
import { Skeleton } from '../parts/skeleton.tsx';
import { texts } from '../texts.ts';
import { PartFailed, PartNote, PartState } from './part-state.tsx';
import { whoOf } from './who-of.ts';
import styles from './recordings-part.module.css';

export const CallRecordings = graphql(`
  fragment CallRecordings on CallSession {
    recordings {
      id
      kind
      startedAt
      durationSeconds
      sizeBytes
      expiresAt
      url
      urlExpiresAt
      cost {
        amount
        currency
      }
      leg {
        id
      }
      transcript {
        status
      }
    }
  }
`);

type Recording = NonNullable<CallRecordingsFragment['recordings']>[number];

// Only calls that were recorded need it.
const Player = lazy(() => import('../player/player.tsx').then(({ Player }) => ({ default: Player })));

type RecordingsPartProps = {
  readonly hasRecordings: boolean;
  readonly recordings: CallRecordingsFragment['recordings'] | undefined;
  readonly legs: CallLegsFragment['legs'] | undefined;
  readonly error: CombinedError | undefined;
  readonly onAgain: () => void;
};

/** The recordings of a call: one is chosen and can be heard. */
export function RecordingsPart({ hasRecordings, recordings, legs, error, onAgain }: RecordingsPartProps) {
  const [chosenId, setChosenId] = useState<string | null>(null);
  const chosen = recordings?.find(({ id }) => id === chosenId) ?? recordings?.find(({ url }) => url) ?? recordings?.[0];
  return (
    <Panel title={texts.player.titles[chosen?.kind ?? 'CALL']}>
      <PartState
        value={recordings}
        error={errorAt(error, 'recordings')}
        onAgain={onAgain}
        empty={hasRecordings ? texts.player.none : texts.player.never}
      >
        {(recordings) => (
          <>
            {recordings.length > 1 && (
              <div className={styles.choices} role="radiogroup" aria-label={texts.player.choose}>
                {recordings.map((recording, index) => (
                  <label key={recording.id}>
                    <input
                      type="radio"
                      name="recording"
                      checked={recording === chosen}
                      onChange={() => setChosenId(recording.id)}
                    />
                    {nameOf(recording, index, legs)}
                  </label>
                ))}
              </div>
            )}
            {chosen && <Chosen recording={chosen} error={error} onAgain={onAgain} />}
          </>
        )}
      </PartState>
    </Panel>
  );
}

type ChosenProps = {
  readonly recording: Recording;
  readonly error: CombinedError | undefined;
  readonly onAgain: () => void;
};

function Chosen({ recording, error, onAgain }: ChosenProps) {
  if (recording.url !== null)
    return (
      <Suspense fallback={<Skeleton lines={3} />}>
        <Player key={recording.id} recording={{ ...recording, url: recording.url }} />
      </Suspense>
    );
  const failed = errorAt(error, 'url');
  if (failed?.isForbidden)
    return (
      <p className={styles.forbidden}>
        <Icon name="key" />
        {texts.player.forbidden}
      </p>
    );
  if (failed !== null) return <PartFailed error={failed} onAgain={onAgain} />;
  return <PartNote>{texts.player.unavailable}</PartNote>;
}

/** What tells a recording from the others of its call: whose leg it is of, or else its place. */
function nameOf(
  { kind, leg, durationSeconds }: Recording,
  index: number,
  legs: CallLegsFragment['legs'] | undefined,
): string {
  const found = legs?.find(({ id }) => id === leg?.id);
  const name = found ? whoOf(found) : `${texts.player.titles[kind]} ${index + 1}`;
  return durationSeconds === null ? name : `${name}, ${formatDuration(durationSeconds)}`;
}
