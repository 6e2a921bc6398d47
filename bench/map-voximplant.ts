import { createDataSet } from '../src/demo/data-sets.ts';
import { startVoximplant } from '../src/demo/voximplant/index.ts';
import { createWallClock } from '../src/time/wall-clock.ts';
import { createClient } from '../src/providers/voximplant/api/client.ts';
import { NO_USERS, type RowContext } from '../src/providers/voximplant/calls/row.ts';
import { voximplantSettings } from '../src/providers/voximplant/settings.ts';
import { toCallSession } from '../src/providers/voximplant/calls/to-call-session.ts';
import type { SessionRow } from '../src/providers/voximplant/api/wire.ts';
import { createHttpClient } from '../src/transport/create-http-client.ts';
import { readJson } from '../src/transport/read-json.ts';
import { SILENT_LOG } from '../src/transport/log.ts';
import { createReport } from './report.ts';
import { median } from './support/median.ts';

const SESSIONS = 1000;
const ROUNDS = 60;
const BOUND = 3;

const report = createReport(
  `Mapping a page of ${SESSIONS} Voximplant sessions of \`even\` with legs and recordings, against JSON.parse of its bytes`,
);
const text = await fetchPage();
const page = readJson(text) as { readonly result: readonly SessionRow[] };
const context: RowContext = {
  provider: 'pbx',
  clock: createWallClock('Etc/GMT'),
  currency: 'USD',
  defaultCountry: null,
  findUser: NO_USERS,
};
const parts = new Set(['agents', 'legs', 'recordings', 'cost'] as const);
const map = (rows: readonly SessionRow[]) => rows.map((row) => toCallSession(row, context, parts));

const calls = map(page.result);
const legs = calls.flatMap((call) => call?.legs ?? []).length;
const recordings = calls.flatMap((call) => call?.recordings ?? []).length;
report.holds('every session is mapped', calls.length === SESSIONS && !calls.includes(null));
report.note(`${(text.length / 1024).toFixed(0)} KiB, ${legs} legs, ${recordings} recordings`);

// Taken in turns, so that a busy moment of the machine weighs on all alike; medians, so that none decides.
const times = { parse: [] as number[], map: [] as number[], read: [] as number[] };
for (let round = 0; round < ROUNDS; round += 1) {
  times.parse.push(millisecondsOf(() => JSON.parse(text) as unknown));
  times.map.push(millisecondsOf(() => map(page.result)));
  times.read.push(millisecondsOf(() => map((readJson(text) as typeof page).result)));
}
const parse = median(times.parse);
report.note(
  `JSON.parse: ${parse.toFixed(2)} ms; mapping: ${median(times.map).toFixed(2)} ms; ` +
    `from the text to the calls, every digit kept: ${median(times.read).toFixed(2)} ms, ` +
    `${(median(times.read) / parse).toFixed(2)} times JSON.parse`,
);
report.atMost('mapping the parsed page, times JSON.parse', median(times.map) / parse, BOUND);
report.end();

async function fetchPage(): Promise<string> {
  const set = createDataSet('even', { count: SESSIONS });
  const vendor = await startVoximplant({ source: set.sources.voximplant, now: () => set.endsAt });
  const http = createHttpClient({ provider: 'pbx' });
  let last = '';
  const listening = {
    ...http,
    send: async (...asked: Parameters<typeof http.send>) => {
      const reply = await http.send(...asked);
      last = reply.text;
      return reply;
    },
  };
  const client = createClient(voximplantSettings.parse(vendor.settings), {
    http: listening,
    log: SILENT_LOG,
    now: () => set.endsAt,
  });
  await client.getCallHistory(
    {
      from_date: '2025-01-01 00:00:00',
      to_date: '2026-12-31 00:00:00',
      count: String(SESSIONS),
      with_calls: 'true',
      with_records: 'true',
      with_other_resources: 'true',
    },
    new AbortController().signal,
  );
  await http.close();
  await vendor.close();
  return last;
}

function millisecondsOf(work: () => unknown): number {
  const started = performance.now();
  work();
  return performance.now() - started;
}
