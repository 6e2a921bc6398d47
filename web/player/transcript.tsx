import { useEffect, useMemo, useRef, useState } from 'react';
import { useQuery } from 'urql';
import { graphql } from '../graph/generated/index.ts';
import { Button } from '../parts/button.tsx';
import { formatDuration } from '../parts/format.ts';
import { Skeleton } from '../parts/skeleton.tsx';
import { FailureNote } from '../parts/state-note.tsx';
import { texts } from '../texts.ts';
import { lineAt, readTranscript } from './read-transcript.ts';
import styles from './transcript.module.css';

const Words = graphql(`
  query Words($id: ID!) {
    node(id: $id) {
      id
      ... on Recording {
        transcript {
          status
          text
          url
        }
      }
    }
  }
`);

type TranscriptProps = {
  readonly recordingId: string;
  readonly status: 'PENDING' | 'READY' | 'NONE';
  readonly atSeconds: number;
  readonly isPlaying: boolean;
  readonly onSeek: (seconds: number) => void;
};

/** What was said, beneath the recording: the line that is being said is marked and kept in view. */
export function Transcript({ recordingId, status, ...rest }: TranscriptProps) {
  if (status === 'NONE') return null;
  return (
    <section className={styles.transcript} aria-label={texts.player.transcript}>
      <h3>{texts.player.transcript}</h3>
      {status === 'PENDING' ? (
        <p className={styles.note}>{texts.player.transcriptPending}</p>
      ) : (
        <Ready recordingId={recordingId} {...rest} />
      )}
    </section>
  );
}

type ReadyProps = Omit<TranscriptProps, 'status'>;

function Ready({ recordingId, ...rest }: ReadyProps) {
  const [{ data, error, fetching }, read] = useQuery({ query: Words, variables: { id: recordingId } });
  const node = data?.node;
  const transcript = node && 'transcript' in node ? node.transcript : null;
  if (fetching && transcript == null) return <Skeleton lines={3} />;
  if (transcript?.text) return <Lines text={transcript.text} {...rest} />;
  if (error) return <FailureNote error={error} onAgain={() => read({ requestPolicy: 'network-only' })} />;
  return (
    <p className={styles.note}>
      {transcript?.url ? <a href={transcript.url}>{texts.player.transcriptFile}</a> : texts.player.transcriptElsewhere}
    </p>
  );
}

type LinesProps = Omit<ReadyProps, 'recordingId'> & { readonly text: string };

function Lines({ text, atSeconds, isPlaying, onSeek }: LinesProps) {
  const lines = useMemo(() => readTranscript(text), [text]);
  const current = lineAt(lines, atSeconds);
  const list = useRef<HTMLOListElement>(null);
  // Whoever reads elsewhere is not taken away from it.
  const [isFollowing, setFollowing] = useState(true);
  const stop = (): void => setFollowing(false);

  useEffect(() => {
    const line = current === null ? null : list.current?.children[current];
    if (!isFollowing || !isPlaying || !(line instanceof HTMLElement)) return;
    const box = list.current!;
    // Within its box alone: the page stays where it is.
    box.scrollTo({ top: line.offsetTop - box.clientHeight / 3, behavior: 'smooth' });
  }, [current, isFollowing, isPlaying]);

  return (
    <>
      <ol ref={list} className={styles.lines} onWheel={stop} onTouchMove={stop}>
        {lines.map(({ atSeconds: at, speaker, words }, index) => (
          <li key={index} aria-current={index === current ? 'true' : undefined}>
            {at === null ? (
              <span className={styles.line}>
                <span />
                <Said speaker={speaker} words={words} />
              </span>
            ) : (
              <button type="button" className={styles.line} onClick={() => onSeek(at)}>
                <span className={styles.time}>{formatDuration(at)}</span>
                <Said speaker={speaker} words={words} />
              </button>
            )}
          </li>
        ))}
      </ol>
      {!isFollowing && isPlaying && (
        <Button look="plain" onPress={() => setFollowing(true)}>
          {texts.player.follow}
        </Button>
      )}
    </>
  );
}

const Said = ({ speaker, words }: { readonly speaker: string | null; readonly words: string }) => (
  <span>
    {speaker !== null && <span className={styles.speaker}>{speaker}</span>} {words}
  </span>
);
