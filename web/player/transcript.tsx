import { memo, useEffect, useMemo, useRef, useState } from 'react';
import { useQuery } from 'urql';
import { PartFailed } from '../call/part-state.tsx';
import { messageOf } from '../graph/error-at.ts';
import { graphql } from '../graph/generated/index.ts';
import { Button } from '../parts/button.tsx';
import { formatDuration } from '../parts/format.ts';
import { Skeleton } from '../parts/skeleton.tsx';
import { texts } from '../texts.ts';
import { type SpokenLine, lineAt, readTranscript } from './read-transcript.ts';
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
  if (error) return <PartFailed error={messageOf(error)} onAgain={() => read({ requestPolicy: 'network-only' })} />;
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
      <ol
        ref={list}
        className={styles.lines}
        onWheel={stop}
        onTouchMove={stop}
        onClick={({ target }) => {
          const at = (target as Element).closest('[data-at]')?.getAttribute('data-at');
          if (at != null) onSeek(Number(at));
        }}
      >
        {lines.map((line, index) => (
          <Line key={index} line={line} isCurrent={index === current} />
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

type LineProps = { readonly line: SpokenLine; readonly isCurrent: boolean };

/** One of thousands, in a list that is told the time four times a second. */
const Line = memo(function Line({ line: { atSeconds, speaker, words }, isCurrent }: LineProps) {
  const said = (
    <span>
      {speaker !== null && <span className={styles.speaker}>{speaker}</span>} {words}
    </span>
  );
  return (
    <li className={styles.place} aria-current={isCurrent ? 'true' : undefined}>
      {atSeconds === null ? (
        <span className={styles.line}>
          <span />
          {said}
        </span>
      ) : (
        <button type="button" className={styles.line} data-at={atSeconds}>
          <span className={styles.time}>{formatDuration(atSeconds)}</span>
          {said}
        </button>
      )}
    </li>
  );
});
