import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from 'prom-client';
import { type Definition, METRICS } from './definitions.ts';

/** The metrics of one server, in a registry of their own. */
export function createInstruments() {
  const registry = new Registry();
  const counters = new Map<string, Counter>();
  const gauges = new Map<string, Gauge>();
  const histograms = new Map<string, Histogram>();
  for (const [name, definition] of Object.entries<Definition>(METRICS)) {
    const { type, help, labels, buckets = [] } = definition;
    const options = { name, help, labelNames: labels, registers: [registry] };
    if (type === 'counter') counters.set(name, new Counter(options));
    else if (type === 'gauge') gauges.set(name, new Gauge(options));
    else histograms.set(name, new Histogram({ ...options, buckets: [...buckets] }));
  }
  return {
    contentType: registry.contentType,
    count: (name: string, labels: Labels, by: number) => counters.get(name)!.inc(labels, by),
    observe: (name: string, labels: Labels, value: number) => histograms.get(name)!.observe(labels, value),
    /** Forgets what gauges said before. */
    clear: () =>
      gauges.forEach((gauge) => {
        gauge.reset();
        // One without labels would say 0 instead of nothing.
        gauge.remove({});
      }),
    set: (name: string, labels: Labels, value: number) => {
      gauges.get(name)?.set(labels, value);
      // A total that somebody else keeps.
      counters.get(name)?.remove(labels);
      counters.get(name)?.inc(labels, value);
    },
    read: async () => `${await registry.metrics()}\n${await ofProcess().metrics()}`,
  };
}

type Labels = Readonly<Record<string, string>>;
export type Instruments = ReturnType<typeof createInstruments>;

let processRegistry: Registry | null = null;

/** What Node says of its process: event loop, memory, garbage collection. Watched from the first time that somebody asks. */
function ofProcess(): Registry {
  if (processRegistry === null) {
    processRegistry = new Registry();
    collectDefaultMetrics({ register: processRegistry });
  }
  return processRegistry;
}
