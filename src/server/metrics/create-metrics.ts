import type { CounterName, GaugeName, HistogramName, LabelsOf } from './definitions.ts';
import type { Instruments } from './instruments.ts';

/** Counts what happens, and tells it to Prometheus. */
export type Metrics = {
  readonly count: <Name extends CounterName>(name: Name, labels: LabelsOf<Name>, by?: number) => void;
  readonly observe: <Name extends HistogramName>(name: Name, labels: LabelsOf<Name>, value: number) => void;
  /** All metrics as text; the gauges are set by whoever knows how things are now. */
  read(setGauges: (set: SetGauge) => Promise<void>): Promise<MetricsText>;
};

export type SetGauge = <Name extends GaugeName>(name: Name, labels: LabelsOf<Name>, value: number) => void;
export type MetricsText = { readonly contentType: string; readonly text: string };

/** So much is written down before it is counted: where nobody asks, prom-client is loaded late, and not at the start. */
const MOST_WAITING = 1000;

/** Makes metrics that have counted nothing yet. */
export function createMetrics(): Metrics {
  let waiting: ((instruments: Instruments) => void)[] = [];
  let instruments: Instruments | null = null;
  let loading: Promise<Instruments> | null = null;
  let reading: Promise<MetricsText> | null = null;

  const load = async (): Promise<Instruments> => {
    const { createInstruments } = await import('./instruments.ts');
    instruments = createInstruments();
    for (const note of waiting) note(instruments);
    waiting = [];
    return instruments;
  };
  const loaded = (): Promise<Instruments> => (loading ??= load());
  const note = (act: (instruments: Instruments) => void): void => {
    if (instruments !== null) act(instruments);
    else if (waiting.push(act) === MOST_WAITING) void loaded();
  };
  const readOnce = async (setGauges: (set: SetGauge) => Promise<void>): Promise<MetricsText> => {
    const { contentType, clear, set, read } = await loaded();
    clear();
    await setGauges(set);
    return { contentType, text: await read() };
  };

  return {
    count: (name, labels, by = 1) => note((instruments) => instruments.count(name, labels, by)),
    observe: (name, labels, value) => note((instruments) => instruments.observe(name, labels, value)),
    // Two at a time would set each other's gauges.
    read: (setGauges) =>
      (reading ??= readOnce(setGauges).finally(() => {
        reading = null;
      })),
  };
}
