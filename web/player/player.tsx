import { useEffect, useRef, useState } from 'react';
import { Button } from '../parts/button.tsx';
import { formatDay, formatDuration, formatNumber } from '../parts/format.ts';
import { Icon } from '../parts/icon.tsx';
import { texts } from '../texts.ts';
import { isDrawn, readPeaks } from './read-peaks.ts';
import { SeekBar } from './seek-bar.tsx';
import { SPEEDS } from './speeds.ts';
import { Transcript } from './transcript.tsx';
import { useFreshLink } from './use-fresh-link.ts';
import { useKeys } from './use-keys.ts';
import { usePlayback } from './use-playback.ts';
import styles from './player.module.css';

export type PlayedRecording = {
  readonly id: string;
  readonly url: string;
  readonly urlExpiresAt: string | null;
  readonly durationSeconds: number | null;
  readonly sizeBytes: number | null;
  readonly expiresAt: string | null;
  readonly transcript: { readonly status: 'PENDING' | 'READY' | 'NONE' } | null;
};

/** Plays a recording, with its waveform, and what was said beneath. */
export function Player({ recording }: { readonly recording: PlayedRecording }) {
  const renew = useFreshLink(recording);
  const { audio, playback, toggle, ...player } = usePlayback(recording.url);
  const { isPlaying, atSeconds, hasFailed } = playback;
  const durationSeconds = playback.durationSeconds ?? recording.durationSeconds ?? 0;
  const peaks = usePeaks(recording, playback.durationSeconds);
  const isTooLong = playback.durationSeconds !== null && !isDrawn(playback.durationSeconds, recording.sizeBytes);
  const refusal = useRefusal(recording.url, hasFailed, renew);
  const box = useRef<HTMLDivElement>(null);

  const seek = (seconds: number): void => player.seek(Math.min(Math.max(0, seconds), durationSeconds));
  const setSpeed = (speed: number): void => {
    audio.playbackRate = speed;
  };
  useKeys(box, {
    toggle,
    skip: (seconds) => seek(audio.currentTime + seconds),
    setSpeed,
    speed: () => audio.playbackRate,
  });

  return (
    <div ref={box} className={styles.player}>
      <div ref={(place) => place?.append(audio)} hidden />
      <div className={styles.row}>
        <Button look="solid" isIcon onPress={toggle} aria-label={isPlaying ? texts.player.pause : texts.player.play}>
          <Icon name={isPlaying ? 'pause' : 'play'} />
        </Button>
        <SeekBar {...{ audio, isPlaying, atSeconds, durationSeconds, peaks }} onSeek={seek} />
      </div>
      <div className={styles.controls}>
        <span className={styles.time}>
          {formatDuration(Math.floor(atSeconds))}{' '}
          <span className={styles.whole}>/ {formatDuration(Math.floor(durationSeconds))}</span>
        </span>
        <label className={styles.speed}>
          <span className={styles.label}>{texts.player.speed}</span>
          <select value={playback.speed} onChange={({ target }) => setSpeed(Number(target.value))}>
            {SPEEDS.map((speed) => (
              <option key={speed} value={speed}>
                {formatNumber(speed)}×
              </option>
            ))}
          </select>
        </label>
        <span className={styles.volume}>
          <Button
            look="bare"
            isIcon
            aria-label={playback.isMuted ? texts.player.unmute : texts.player.mute}
            onPress={() => {
              audio.muted = !audio.muted;
            }}
          >
            <Icon name={playback.isMuted || playback.volume === 0 ? 'muted' : 'volume'} />
          </Button>
          <input
            type="range"
            min={0}
            max={1}
            step={0.05}
            value={playback.isMuted ? 0 : playback.volume}
            aria-label={texts.player.volume}
            onChange={({ target }) => {
              audio.volume = target.valueAsNumber;
              audio.muted = false;
            }}
          />
        </span>
        <a className={styles.download} href={recording.url} download="">
          <Icon name="download" />
          {texts.player.download}
          {recording.sizeBytes !== null && <span className={styles.whole}>{formatBytes(recording.sizeBytes)}</span>}
        </a>
      </div>
      {refusal !== null && (
        <div className={styles.failed} role="alert">
          <Icon name="warning" />
          <p>
            {texts.player.failed} {refusal}
          </p>
          <Button onPress={() => void renew().then(() => audio.load())}>{texts.state.again}</Button>
        </div>
      )}
      <p className={styles.notes}>
        {isTooLong && <span>{texts.player.tooLong}</span>}
        {recording.expiresAt !== null && (
          <span>
            {texts.player.keptUntil} {formatDay(recording.expiresAt)}
          </span>
        )}
        <span className={styles.keys}>{texts.player.keys}</span>
      </p>
      {recording.transcript && (
        <Transcript
          recordingId={recording.id}
          status={recording.transcript.status}
          {...{ atSeconds, isPlaying }}
          onSeek={seek}
        />
      )}
    </div>
  );
}

/** Reads the peaks once, as soon as the length of the recording is known. */
function usePeaks(
  { id, url, sizeBytes }: PlayedRecording,
  durationSeconds: number | null,
): Float32Array | 'reading' | null {
  const [peaks, setPeaks] = useState<Float32Array | 'reading' | null>('reading');
  const isKnown = durationSeconds !== null;
  useEffect(() => {
    if (durationSeconds === null) return;
    if (!isDrawn(durationSeconds, sizeBytes)) return setPeaks(null);
    const leaving = new AbortController();
    readPeaks(url, leaving.signal).then(
      (read) => setPeaks(read),
      // A recording that cannot be fetched for drawing may still play.
      () => leaving.signal.aborted || setPeaks(null),
    );
    return () => leaving.abort();
  }, [id, isKnown]);
  return peaks;
}

/** Why a recording does not play: in the server's words. A link that ended early is renewed once before anything is said. */
function useRefusal(url: string, hasFailed: boolean, renew: () => Promise<void>): string | null {
  const [refusal, setRefusal] = useState<string | null>(null);
  const renewed = useRef(false);
  useEffect(() => {
    if (!hasFailed) return setRefusal(null);
    const leaving = new AbortController();
    void reasonOf(url, leaving.signal).then(async (reason) => {
      if (leaving.signal.aborted) return;
      if (!renewed.current) {
        renewed.current = true;
        await renew();
      }
      setRefusal(reason);
    });
    return () => leaving.abort();
  }, [url, hasFailed]);
  return hasFailed ? refusal : null;
}

async function reasonOf(url: string, signal: AbortSignal): Promise<string> {
  const response = await fetch(url, { headers: { range: 'bytes=0-0' }, signal }).catch(() => null);
  if (response === null) return texts.state.offline;
  return response.ok ? '' : response.text();
}

const UNITS = ['byte', 'kilobyte', 'megabyte', 'gigabyte'] as const;

function formatBytes(bytes: number): string {
  const power = Math.min(UNITS.length - 1, Math.floor(Math.log10(Math.max(1, bytes)) / 3));
  const digits = { maximumFractionDigits: power > 1 ? 1 : 0 };
  return new Intl.NumberFormat(undefined, { style: 'unit', unit: UNITS[power]!, ...digits }).format(
    bytes / 1000 ** power,
  );
}
