import type { SystemFragment } from '../graph/generated/graphql.ts';
import { formatAgo, formatDate, formatNumber, formatPercent, withOwnTimes } from '../parts/format.ts';
import { Meter } from '../parts/meter.tsx';
import { texts } from '../texts.ts';
import styles from './kept-history.module.css';

type KeptHistoryProps = {
  readonly history: NonNullable<SystemFragment['history']>;
  readonly system: Pick<SystemFragment, 'name' | 'settledThrough'>;
};

const words = texts.systems.history;

/** How much of the past is kept here, and whether the days that may still change are followed. */
export function KeptHistory({ history, system: { name, settledThrough } }: KeptHistoryProps) {
  const { state, keptFrom, keptThrough, followedThrough, calls, progress, callsPerSecond, lastReadAt, lastError } =
    history;
  const facts = [
    [words.calls, formatNumber(calls)],
    [
      words.kept,
      keptFrom !== null && keptThrough !== null ? words.fromTo(formatDate(keptFrom), formatDate(keptThrough)) : null,
    ],
    [words.settled, settledThrough && formatDate(settledThrough)],
    [words.followed, followedThrough && formatAgo(followedThrough)],
    [words.read, lastReadAt && formatAgo(lastReadAt)],
    [words.speed, callsPerSecond !== null ? words.perSecond(formatNumber(Math.round(callsPerSecond))) : null],
  ] as const;
  return (
    <div className={styles.history}>
      <p className={styles.progress}>
        <span className={styles[TONES[state]]}>{words.states[state]}</span>
        <span>{formatPercent(floorTo(progress, 3))}</span>
      </p>
      <Meter label={words.meter(name)} share={progress} tone={TONES[state]} />
      <dl className={styles.facts}>
        {facts.map(
          ([fact, value]) =>
            value !== null && (
              <div key={fact}>
                <dt>{fact}</dt>
                <dd>{value}</dd>
              </div>
            ),
        )}
      </dl>
      {lastError !== null && <p className={styles.failure}>{withOwnTimes(lastError)}</p>}
    </div>
  );
}

const TONES = { FILLING: 'accent', CURRENT: 'good', PAUSED: 'warn', FAILING: 'bad' } as const;

/** Nothing is all of it before it is. */
const floorTo = (share: number, digits: number): number =>
  share > 0.99999 ? 1 : Math.floor(share * 10 ** digits) / 10 ** digits;
