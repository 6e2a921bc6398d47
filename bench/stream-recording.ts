import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { createReport } from './report.ts';
import type { LongRecordings, ServeLongRecordings } from './support/serve-long-recordings.ts';
import type { Memory, ServeMeasured } from './support/serve-measured.ts';

const MEGABYTE = 1_048_576;
const RECORDING_BYTES = 200 * MEGABYTE;
const BOUND_MB = 20;
/** The demo's recordings have 8,000 bytes a second, and some vendors cut a second off. */
const TALK_SECONDS = Math.ceil(RECORDING_BYTES / 8000) + 10;
/** How long a listener takes nothing at all, half way through. */
const PAUSE_MS = 2000;

const report = createReport(
  'A recording of 200 MB through /media: resident memory of the server, whose process serves nothing else',
);
const vendors = start('serve-long-recordings.ts');
const settings = await tell<LongRecordings>(vendors, { talkSeconds: TALK_SECONDS } satisfies ServeLongRecordings);

for (const kind of DEMO_KINDS) await measure(kind, settings[kind], 0);
// A web server that knows no ranges sends the whole: what lies before the part is passed over.
await measure('callgear without ranges, its last part', settings['without-ranges'], RECORDING_BYTES - MEGABYTE);
vendors.kill();
report.end();

async function measure(name: string, provider: ServeMeasured['provider'], from: number): Promise<void> {
  const server = start('serve-measured.ts');
  const url = await tell<string>(server, { provider } satisfies ServeMeasured);
  const link = await findLink(url);
  const before = await tell<Memory>(server, 'memory');
  const started = performance.now();
  const bytes = await listen(link, from);
  const seconds = (performance.now() - started - PAUSE_MS) / 1000;
  const { peak } = await tell<Memory>(server, 'memory');
  report.holds(`${name}: every byte`, bytes >= RECORDING_BYTES - from, `${Math.round(bytes / MEGABYTE)} MB`);
  report.atMost(`${name}: growth at its peak`, (peak - before.now) / MEGABYTE, BOUND_MB, ' MB');
  report.note(
    `from ${(before.now / MEGABYTE).toFixed(0)} MB, ${((from + bytes) / MEGABYTE / seconds).toFixed(0)} MB/s`,
  );
  server.kill();
}

/** A process without the flags of this one: what the product takes when it is started as usual. */
function start(file: string): ChildProcess {
  return fork(join(import.meta.dirname, 'support', file), { execArgv: [] });
}

async function tell<Answer>(child: ChildProcess, message: object | string): Promise<Answer> {
  child.send(message);
  const [answer] = (await once(child, 'message')) as [Answer];
  return answer;
}

/** The link of a recording that is long enough, as a client finds it. */
async function findLink(url: string): Promise<string> {
  const query = '{ callSessions(first: 30, filter: { hasRecording: true }) { nodes { recordings { url } } } }';
  const response = await fetch(`${url}/graphql?query=${encodeURIComponent(query)}`);
  const { data } = (await response.json()) as {
    data: { callSessions: { nodes: { recordings: { url: string | null }[] }[] } };
  };
  for (const link of data.callSessions.nodes.flatMap(({ recordings }) =>
    recordings.map((recording) => recording.url),
  )) {
    const head = link === null ? null : await fetch(link, { method: 'HEAD' });
    if (head !== null && Number(head.headers.get('content-length')) >= RECORDING_BYTES) return link!;
  }
  throw new Error('no recording is long enough');
}

/** Takes a recording from a byte on, as fast as it comes, but for a pause half way through. */
async function listen(link: string, from: number): Promise<number> {
  const response = await fetch(link, from === 0 ? {} : { headers: { range: `bytes=${from}-` } });
  let bytes = 0;
  let hasPaused = false;
  for await (const chunk of response.body!) {
    bytes += (chunk as Uint8Array).length;
    if (hasPaused || bytes < (RECORDING_BYTES - from) / 2) continue;
    hasPaused = true;
    await delay(PAUSE_MS);
  }
  return bytes;
}
import { DEMO_KINDS } from '../src/demo/call-source.ts';
