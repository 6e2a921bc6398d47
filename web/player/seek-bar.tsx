import { useEffect, useRef, useState } from 'react';
import { formatDuration } from '../parts/format.ts';
import { texts } from '../texts.ts';
import { toPeaks } from './to-peaks.ts';
import styles from './seek-bar.module.css';

type SeekBarProps = {
  readonly audio: HTMLAudioElement;
  readonly isPlaying: boolean;
  readonly atSeconds: number;
  readonly durationSeconds: number;
  /** What is drawn: peaks; `reading` until they are known; null where there are none. */
  readonly peaks: Float32Array | 'reading' | null;
  readonly onSeek: (seconds: number) => void;
};

/** Where a recording is: a slider with the waveform behind it. */
export function SeekBar({ audio, isPlaying, atSeconds, durationSeconds, peaks, onSeek }: SeekBarProps) {
  const bar = useRef<HTMLDivElement>(null);
  const count = useBarCount(bar);
  const [pointed, setPointed] = useState<number | null>(null);
  useEffect(() => {
    const show = (seconds: number): void =>
      bar.current?.style.setProperty('--played', String(durationSeconds > 0 ? seconds / durationSeconds : 0));
    if (!isPlaying) return show(atSeconds);
    // The element tells its position four times a second: that would be seen to jump.
    let frame = requestAnimationFrame(function next() {
      if (audio.readyState > 0) show(audio.currentTime);
      frame = requestAnimationFrame(next);
    });
    return () => cancelAnimationFrame(frame);
  }, [audio, isPlaying, atSeconds, durationSeconds]);
  const path = peaks === null ? null : pathOf(peaks === 'reading' ? new Float32Array(count) : toPeaks([peaks], count));
  return (
    <div ref={bar} className={styles.bar} data-drawn={peaks !== null} style={{ '--played': 0 }}>
      {path === null ? (
        <span className={styles.track} />
      ) : (
        <>
          <Wave path={path} count={count} className={styles.wave} />
          <Wave path={path} count={count} className={styles.playedWave} />
        </>
      )}
      <span className={styles.head} />
      {pointed !== null && (
        <span className={styles.pointed} style={{ left: `${pointed * 100}%` }} aria-hidden="true">
          {formatDuration(Math.floor(pointed * durationSeconds))}
        </span>
      )}
      <input
        className={styles.slider}
        type="range"
        min={0}
        max={durationSeconds}
        step="any"
        value={Math.min(atSeconds, durationSeconds)}
        aria-label={texts.player.seek}
        aria-valuetext={`${formatDuration(Math.floor(atSeconds))} ${texts.player.of} ${formatDuration(Math.floor(durationSeconds))}`}
        data-seek=""
        onPointerMove={({ clientX, currentTarget }) => {
          const { left, width } = currentTarget.getBoundingClientRect();
          setPointed(Math.min(1, Math.max(0, (clientX - left) / width)));
        }}
        onPointerLeave={() => setPointed(null)}
        onChange={({ target }) => onSeek(target.valueAsNumber)}
      />
    </div>
  );
}

type WaveProps = { readonly path: string; readonly count: number; readonly className: string | undefined };

const Wave = ({ path, count, className }: WaveProps) => (
  <svg className={className} viewBox={`0 0 ${count} 2`} preserveAspectRatio="none" aria-hidden="true">
    <path d={path} />
  </svg>
);

/** A stroke for each peak, from the middle up and down; silence is a dot. */
function pathOf(peaks: Float32Array): string {
  const loudest = Math.max(0.05, ...peaks);
  return Array.from(peaks, (peak, index) => {
    const height = (0.92 * peak) / loudest + 0.02;
    return `M${index + 0.5} ${(1 - height).toFixed(3)}v${(2 * height).toFixed(3)}`;
  }).join('');
}

const PIXELS_PER_BAR = 4;
const FEWEST_BARS = 40;

/** As many strokes as the width has room for. */
function useBarCount(bar: React.RefObject<HTMLDivElement | null>): number {
  const [count, setCount] = useState(FEWEST_BARS);
  useEffect(() => {
    const observer = new ResizeObserver(([entry]) =>
      setCount(Math.max(FEWEST_BARS, Math.floor(entry!.contentRect.width / PIXELS_PER_BAR))),
    );
    observer.observe(bar.current!);
    return () => observer.disconnect();
  }, [bar]);
  return count;
}
