import 'uplot/dist/uPlot.min.css';
import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react';
import type uPlot from 'uplot';
import type { CallStatsInterval } from '../graph/generated/graphql.ts';
import { formatNumber } from '../parts/format.ts';
import { useShownTheme } from '../parts/theme.ts';
import { texts } from '../texts.ts';
import { type Span, drawCalls, markSpan } from './draw-calls.ts';
import { formatStretch } from './format-calendar.ts';
import { OUTCOME_GROUPS, type OutcomeGroup } from './outcome-groups.ts';
import type { Stretch } from './stretches.ts';
import styles from './calls-chart.module.css';

type CallsChartProps = {
  readonly stretches: readonly Stretch[];
  readonly every: CallStatsInterval;
  /** Bars were chosen, by drawing over them or by the keyboard. */
  readonly onNarrow: (from: Date, to: Date) => void;
};

const words = texts.overview.chart;

/** Calls over time by how they ended. Drawing over bars narrows the dates to them; so do Shift with the arrows, then Enter. */
export function CallsChart({ stretches, every, onNarrow }: CallsChartProps) {
  const theme = useShownTheme();
  const hint = useId();
  const place = useRef<HTMLDivElement>(null);
  const chart = useRef<uPlot>(null);
  const [span, point] = useState<Span | null>(null);
  /** Where the keyboard is, and where it began to mark. */
  const [focus, setFocus] = useState<{ readonly at: number; readonly anchor: number } | null>(null);
  const narrow = useRef<(span: Span) => void>(null);
  narrow.current = ({ first, last }) => onNarrow(stretches[first]!.from, stretches[last]!.to);

  useEffect(() => {
    const into = place.current!;
    const drawn = drawCalls({ stretches, every, into, onPoint: point, onBrush: (span) => narrow.current?.(span) });
    chart.current = drawn;
    point(null);
    setFocus(null);
    const sizes = new ResizeObserver(() => drawn.setSize({ width: into.clientWidth, height: into.clientHeight }));
    sizes.observe(into);
    return () => {
      sizes.disconnect();
      drawn.destroy();
    };
  }, [stretches, every, theme]);

  const move = (event: KeyboardEvent): void => {
    const last = stretches.length - 1;
    const from = focus?.at ?? last;
    const to = { ArrowLeft: from - 1, ArrowRight: from + 1, Home: 0, End: last }[event.key];
    if (to !== undefined) {
      event.preventDefault();
      const at = Math.min(last, Math.max(0, to));
      mark({ at, anchor: event.shiftKey ? (focus?.anchor ?? from) : at });
    } else if (event.key === 'Enter' && focus) narrow.current?.(spanOf(focus));
    else if (event.key === 'Escape') leave();
  };
  const mark = (next: { readonly at: number; readonly anchor: number }): void => {
    setFocus(next);
    point(spanOf(next));
    markSpan(chart.current!, spanOf(next));
  };
  const leave = (): void => {
    setFocus(null);
    point(null);
    chart.current?.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false);
  };
  const shown = span ?? { first: stretches.length - 1, last: stretches.length - 1 };
  return (
    <figure className={styles.chart}>
      <ul className={styles.legend} aria-hidden="true">
        {OUTCOME_GROUPS.map((group) => (
          <li key={group} className={styles[group]}>
            {words.groups[group]}
          </li>
        ))}
        <li className={styles.before}>{words.before}</li>
      </ul>
      <div
        className={styles.plot}
        role="slider"
        tabIndex={0}
        aria-label={words.label}
        aria-describedby={hint}
        aria-valuemin={1}
        aria-valuemax={stretches.length}
        aria-valuenow={shown.last + 1}
        aria-valuetext={describe(stretches, shown, every)}
        onKeyDown={move}
        onBlur={leave}
      >
        <div ref={place} className={styles.canvas} />
        {span && <Reading stretches={stretches} span={span} every={every} />}
      </div>
      <p id={hint} className={styles.hint}>
        {words.hint}
      </p>
      <details className={styles.table}>
        <summary>{words.asTable}</summary>
        <div role="group" aria-label={words.asTable} tabIndex={0}>
          <table>
            <thead>
              <tr>
                <th scope="col">{words.when}</th>
                <th scope="col">{words.calls}</th>
                {OUTCOME_GROUPS.map((group) => (
                  <th key={group} scope="col">
                    {words.groups[group]}
                  </th>
                ))}
                <th scope="col">{words.before}</th>
              </tr>
            </thead>
            <tbody>
              {stretches.map((each) => (
                <tr key={each.from.getTime()}>
                  <th scope="row">{formatStretch(each, every)}</th>
                  <td>{formatNumber(each.calls)}</td>
                  {OUTCOME_GROUPS.map((group) => (
                    <td key={group}>{formatNumber(each.groups[group])}</td>
                  ))}
                  <td>{each.before === null ? texts.overview.none : formatNumber(each.before)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </details>
    </figure>
  );
}

type ReadingProps = { readonly stretches: readonly Stretch[]; readonly span: Span; readonly every: CallStatsInterval };

/** The exact figures of the bars that are pointed at, beside them. */
function Reading({ stretches, span, every }: ReadingProps) {
  const { calls, groups, before } = sumOf(stretches, span);
  const middle = ((span.first + span.last + 1) / 2 / stretches.length) * 100;
  return (
    <div
      className={`${styles.reading} ${middle > 55 ? styles.onTheLeft : ''}`}
      style={{ '--middle': `${middle}%` }}
      aria-hidden="true"
    >
      <strong>{formatStretch(stretches[span.first]!, every, stretches[span.last])}</strong>
      <dl>
        {OUTCOME_GROUPS.toReversed()
          .filter((group) => groups[group] > 0)
          .map((group) => (
            <div key={group} className={styles[group]}>
              <dt>{words.groups[group]}</dt>
              <dd>{formatNumber(groups[group])}</dd>
            </div>
          ))}
        <div className={styles.sum}>
          <dt>{words.calls}</dt>
          <dd>{formatNumber(calls)}</dd>
        </div>
        {before !== null && (
          <div className={styles.before}>
            <dt>{words.before}</dt>
            <dd>{formatNumber(before)}</dd>
          </div>
        )}
      </dl>
    </div>
  );
}

const spanOf = ({ at, anchor }: { readonly at: number; readonly anchor: number }): Span => ({
  first: Math.min(at, anchor),
  last: Math.max(at, anchor),
});

function sumOf(stretches: readonly Stretch[], { first, last }: Span) {
  const chosen = stretches.slice(first, last + 1);
  const sum = (read: (stretch: Stretch) => number): number => chosen.reduce((total, each) => total + read(each), 0);
  return {
    calls: sum(({ calls }) => calls),
    groups: Object.fromEntries(OUTCOME_GROUPS.map((group) => [group, sum(({ groups }) => groups[group])])) as Record<
      OutcomeGroup,
      number
    >,
    before: chosen.every(({ before }) => before === null) ? null : sum(({ before }) => before ?? 0),
  };
}

function describe(stretches: readonly Stretch[], span: Span, every: CallStatsInterval): string {
  const first = stretches[span.first];
  if (!first) return texts.overview.none;
  const { calls, groups } = sumOf(stretches, span);
  const parts = OUTCOME_GROUPS.filter((group) => groups[group] > 0).map(
    (group) => `${words.groups[group]} ${formatNumber(groups[group])}`,
  );
  return `${formatStretch(first, every, stretches[span.last])}: ${words.callCount(calls)}${parts.length > 0 ? `. ${parts.join(', ')}` : ''}`;
}
