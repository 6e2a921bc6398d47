/** What Prometheus reads: the value of each sample under its name and labels as they are written. */
export type Samples = ReadonlyMap<string, number>;

/** Reads metrics in the text format, strictly: https://prometheus.io/docs/instrumenting/exposition_formats/ */
export function parseMetrics(text: string): Samples {
  const samples = new Map<string, number>();
  for (const line of text.split('\n')) {
    if (line === '' || /^# (?:HELP|TYPE) [a-z_:][a-z0-9_:]* .+$/i.test(line)) continue;
    const [, name, labels = '', value] = SAMPLE.exec(line) ?? [];
    if (name === undefined) throw new Error(`no sample: ${line}`);
    samples.set(`${name}${labels}`, Number(value!.replace('Inf', 'Infinity')));
  }
  return samples;
}

const LABEL = '[a-z_][a-z0-9_]*="(?:[^"\\\\\\n]|\\\\["\\\\n])*"';
const SAMPLE = new RegExp(`^([a-z_:][a-z0-9_:]*)(\\{${LABEL}(?:,${LABEL})*\\})? ([+-]?Inf|NaN|[0-9.e+-]+)$`, 'i');

/** Reads the metrics of a server. */
export async function readMetrics(url: string, headers: Readonly<Record<string, string>> = {}) {
  const response = await fetch(`${url}/metrics`, { headers });
  const text = await response.text();
  return { response, text, samples: response.ok ? parseMetrics(text) : new Map<string, number>() };
}
