import { type FragmentType, readFragment } from '../graph/generated/index.ts';
import { formatDuration, formatNumber, formatPercent } from '../parts/format.ts';
import { Skeleton } from '../parts/skeleton.tsx';
import { texts } from '../texts.ts';
import { formatChange, formatHours, formatPoints } from './format-figures.ts';
import { Figures } from './overview-queries.ts';
import styles from './headline.module.css';

type Answering = { readonly answered: number; readonly unanswered: number };
type Totals<T> = { readonly totals: T };

type HeadlineProps = {
  /** Left out while it is read. */
  readonly data:
    | {
        readonly stretches: Totals<FragmentType<typeof Figures>>;
        readonly before: Totals<FragmentType<typeof Figures>> & { readonly isComplete: boolean };
        readonly inbound: Totals<Answering>;
        readonly inboundBefore: Totals<Answering>;
      }
    | undefined;
  readonly isBusy: boolean;
};

const words = texts.overview.headline;

/** The four figures that are looked at first, each with what has changed since the period before. */
export function Headline({ data, isBusy }: HeadlineProps) {
  if (!data)
    return (
      <div className={styles.unread}>
        <Skeleton lines={3} />
      </div>
    );
  const [is, was] = [readFragment(Figures, data.stretches.totals), readFragment(Figures, data.before.totals)];
  const { totals: inbound } = data.inbound;
  const isPartly = !data.before.isComplete;
  const [rate, rateBefore] = [rateOf(inbound), rateOf(data.inboundBefore.totals)];
  return (
    <dl className={styles.figures} aria-busy={isBusy}>
      <Figure
        isPartly={isPartly}
        name={words.calls}
        value={formatNumber(is.calls)}
        change={formatChange(is.calls, was.calls)}
        before={formatNumber(was.calls)}
      />
      <Figure
        isPartly={isPartly}
        name={words.answered}
        value={rate === null ? texts.overview.none : formatPercent(rate)}
        note={answeredNote(inbound)}
        change={formatPoints(rate, rateBefore)}
        before={rateBefore === null ? null : formatPercent(rateBefore)}
        isGood={isMore(rate, rateBefore)}
      />
      <Figure
        isPartly={isPartly}
        name={words.wait}
        value={averageOf(is.waitSeconds)}
        note={knownOf(is.waitSeconds.known, is.calls)}
        change={formatChange(is.waitSeconds.average, was.waitSeconds.average)}
        before={averageOf(was.waitSeconds)}
        isGood={isMore(was.waitSeconds.average, is.waitSeconds.average)}
      />
      <Figure
        isPartly={isPartly}
        name={words.talk}
        value={averageOf(is.talkSeconds)}
        note={talkNote(is.talkSeconds, is.calls)}
        change={formatChange(is.talkSeconds.average, was.talkSeconds.average)}
        before={averageOf(was.talkSeconds)}
      />
    </dl>
  );
}

/** Most vendors tell some figures of some calls only: an average over few says so. */
const knownOf = (known: number, calls: number): string =>
  known === 0 ? words.unknown : words.knownOf(formatNumber(known), formatNumber(calls));

const talkNote = ({ known, total }: { readonly known: number; readonly total: number }, calls: number): string =>
  known === 0 ? words.unknown : `${words.inAll(formatHours(total))}, ${knownOf(known, calls)}`;

function answeredNote({ answered, unanswered }: Answering): string {
  const all = answered + unanswered;
  return all === 0 ? words.noInbound : words.answeredNote(formatNumber(answered), formatNumber(all));
}

type FigureProps = {
  readonly name: string;
  readonly value: string;
  /** What the figure rests on. */
  readonly note?: string;
  readonly change: string | null;
  readonly before: string | null;
  /** Calls of the period before are missing. */
  readonly isPartly: boolean;
  /** Whether the change is to the better; null or left out where more is neither. */
  readonly isGood?: boolean | null;
};

function Figure({ name, value, note, change, before, isPartly, isGood = null }: FigureProps) {
  const tone = isGood === null ? styles.even : isGood ? styles.better : styles.worse;
  return (
    <div className={styles.figure}>
      <dt>{name}</dt>
      <dd className={styles.value}>{value}</dd>
      <dd className={styles.change}>
        {change !== null && <span className={tone}>{change}</span>}
        <span>
          {before === null || change === null ? words.noBefore : (isPartly ? words.beforePartly : words.before)(before)}
        </span>
      </dd>
      {note !== undefined && <dd className={styles.note}>{note}</dd>}
    </div>
  );
}

const rateOf = ({ answered, unanswered }: Answering): number | null =>
  answered + unanswered === 0 ? null : answered / (answered + unanswered);

const averageOf = ({ average }: { readonly average: number | null }): string =>
  average === null ? texts.overview.none : formatDuration(Math.round(average));

const isMore = (one: number | null, other: number | null): boolean | null =>
  one === null || other === null || one === other ? null : one > other;
