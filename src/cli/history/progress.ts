import { dayOf } from '../../time/day.ts';
import { DAY_MS, HOUR_MS, type Instant, SECOND_MS } from '../../time/instant.ts';
import type { Timer } from '../../time/timer.ts';
import { countOf } from './count-of.ts';
import type { Screen } from './open-history.ts';

/** How far something long has come. */
export type Place = {
  readonly rows: number;
  /** Share of it that is done, 0 to 1; null where nobody knows. */
  readonly done: number | null;
  /** Where in time it is. */
  readonly at: Instant | null;
};

/**
 * Tells how something long gets on: a line that is written over on a terminal, a line now and then elsewhere. What is shown in
 * the place of the label may change all the time.
 */
export type Progress = { tell(label: string, place: Place, shown?: string): void; end(): void };

const PLAIN_EVERY_MS = 5000;
const TERMINAL_EVERY_MS = 100;

/** Makes the teller of one command. */
export function createProgress(screen: Screen, timer: Timer): Progress {
  const { isTerminal } = screen;
  const begun = new Map<string, { readonly at: number; readonly first: Place; told: number }>();
  let isOpen = false;
  return {
    tell(label, place, shown = label) {
      const now = timer.elapsed();
      const known = begun.get(label) ?? { at: now, first: place, told: -Infinity };
      begun.set(label, known);
      if (now - known.told < (isTerminal ? TERMINAL_EVERY_MS : PLAIN_EVERY_MS)) return;
      known.told = now;
      const line = lineOf(shown, place, { ms: now - known.at, first: known.first });
      screen.write(isTerminal ? `\r\u001b[K${line}` : `${line}\n`);
      isOpen = isTerminal;
    },
    end() {
      if (isOpen) screen.write('\r\u001b[K');
      isOpen = false;
    },
  };
}

type Passed = { readonly ms: number; readonly first: Place };

function lineOf(label: string, { rows, done, at }: Place, { ms, first }: Passed): string {
  const rate = ms < SECOND_MS ? null : Math.round(((rows - first.rows) * SECOND_MS) / ms);
  const gained = done === null || first.done === null ? 0 : done - first.done;
  const leftMs = done === null || gained <= 0 ? null : ((1 - done) / gained) * ms;
  return [
    label,
    countOf(rows, 'call'),
    ...(rate === null ? [] : [`${rate.toLocaleString('en')} a second`]),
    ...(at === null ? [] : [`at ${dayOf(at)}`]),
    ...(done === null ? [] : [`${(100 * done).toFixed(1)} %`]),
    ...(leftMs === null ? [] : [`about ${durationOf(leftMs)} left`]),
  ].join('  ');
}

function durationOf(ms: number): string {
  if (ms >= 2 * DAY_MS) return `${Math.round(ms / DAY_MS)} days`;
  if (ms >= 2 * HOUR_MS) return `${Math.round(ms / HOUR_MS)} hours`;
  if (ms >= 120_000) return `${Math.round(ms / 60_000)} minutes`;
  return `${Math.max(1, Math.round(ms / SECOND_MS))} seconds`;
}
