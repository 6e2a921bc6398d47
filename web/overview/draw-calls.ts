import uPlot from 'uplot';
import type { CallStatsInterval } from '../graph/generated/graphql.ts';
import { formatNumber } from '../parts/format.ts';
import { formatTick } from './format-calendar.ts';
import { OUTCOME_GROUPS } from './outcome-groups.ts';
import type { Stretch } from './stretches.ts';

/** Bars that stand beside each other, the first and the last included. */
export type Span = { readonly first: number; readonly last: number };

type Drawing = {
  readonly stretches: readonly Stretch[];
  readonly every: CallStatsInterval;
  readonly into: HTMLElement;
  /** The pointer is over a bar, or draws over several; null: it is elsewhere. */
  readonly onPoint: (span: Span | null) => void;
  /** Bars were drawn over. */
  readonly onBrush: (span: Span) => void;
};

/** Draws calls over time: a bar for each stretch, of its outcomes from the ground up, and the period before as a line. */
export function drawCalls({ stretches, every, into, onPoint, onBrush }: Drawing): uPlot {
  const colour = createColours(into);
  const font = `12px ${getComputedStyle(into).fontFamily}`;
  const groups = OUTCOME_GROUPS.map((group, height) => ({
    colour: colour(`--fill-${group}`),
    // Each bar reaches from the ground to the top of its own part, and those in front of it hide the rest.
    tops: stretches.map((each) =>
      OUTCOME_GROUPS.slice(0, height + 1).reduce((sum, name) => sum + each.groups[name], 0),
    ),
  })).reverse();
  const axis: uPlot.Axis = {
    stroke: colour('--ink-faint'),
    font,
    grid: { stroke: colour('--grid'), width: 1 },
    ticks: { show: false },
    gap: 8,
  };
  return new uPlot(
    {
      width: into.clientWidth,
      height: into.clientHeight,
      padding: [8, 0, 0, 0],
      legend: { show: false },
      scales: {
        x: { time: false, range: [-0.5, stretches.length - 0.5] },
        y: { range: (_chart, _least, most) => [0, Math.max(4, most * 1.06)] },
      },
      axes: [
        {
          ...axis,
          grid: { show: false },
          size: 28,
          splits: (chart) => placesOfTicks(stretches.length, chart.width),
          values: (_chart, places) => places.map((place) => formatTick(stretches[place]!, every)),
        },
        {
          ...axis,
          size: (_chart, values) => 16 + 7 * Math.max(1, ...(values ?? []).map((each) => each.length)),
          incrs: WHOLE_STEPS,
          space: 36,
          values: (_chart, values) => values.map(formatNumber),
        },
      ],
      series: [
        {},
        ...groups.map(({ colour }) => ({ fill: colour, width: 0, points: { show: false }, paths: BARS })),
        { stroke: colour('--ink-faint'), width: 1.5, dash: [4, 4], points: { show: false } },
      ],
      cursor: {
        y: false,
        points: { show: false },
        drag: { x: true, y: false, setScale: false },
      },
      hooks: {
        setCursor: [
          (chart) => {
            const { idx, left = -1 } = chart.cursor;
            if (left < 0 || idx == null) return onPoint(null);
            onPoint(chart.select.width > 0 ? spanOf(chart, stretches.length) : { first: idx, last: idx });
          },
        ],
        setSelect: [
          (chart) => {
            if (chart.select.width > 0) onBrush(spanOf(chart, stretches.length));
          },
        ],
      },
    },
    [stretches.map((_each, place) => place), ...groups.map(({ tops }) => tops), stretches.map(({ before }) => before)],
    into,
  );
}

/** Marks bars as if they were drawn over. */
export function markSpan(chart: uPlot, { first, last }: Span): void {
  const [left, right] = [chart.valToPos(first - 0.5, 'x'), chart.valToPos(last + 0.5, 'x')];
  chart.setSelect({ left, width: right - left, top: 0, height: chart.over.clientHeight }, false);
}

function spanOf(chart: uPlot, count: number): Span {
  const { left, width } = chart.select;
  const placeAt = (at: number): number => Math.min(count - 1, Math.max(0, Math.round(chart.posToVal(at, 'x'))));
  return { first: placeAt(left), last: placeAt(left + width) };
}

const BARS = uPlot.paths.bars!({ size: [0.74, 56] });

/** Calls are whole. */
const WHOLE_STEPS = Array.from({ length: 8 }, (_, power) => [1, 2, 2.5, 5].map((step) => step * 10 ** power))
  .flat()
  .filter(Number.isInteger);

/** As many as have room for their names. */
function placesOfTicks(count: number, width: number): number[] {
  const step = Math.max(1, Math.ceil((count * 64) / width));
  return Array.from({ length: Math.ceil(count / step) }, (_, tick) => tick * step);
}

/** Colours by the names of their tokens, as the theme has them: a canvas knows neither. */
function createColours(within: HTMLElement): (token: string) => string {
  return (token) => {
    const probe = within.appendChild(document.createElement('span'));
    probe.style.color = `var(${token})`;
    const { color } = getComputedStyle(probe);
    probe.remove();
    return color;
  };
}
