import { EXACT_VENDORS, type ExactServer, startExactServer } from '../test/history/sync/exact/exact-vendors.ts';
import { NotExact } from '../test/history/sync/exact/expect-exact.ts';
import { PLANTED_BUGS } from '../test/history/sync/exact/planted-bugs.ts';
import { type Interleaving, runInterleaving } from '../test/history/sync/exact/run-interleaving.ts';
import { createReport } from './report.ts';

/** RUNS interleavings from SEED on, and each mistake in BUG_RUNS of them, over the kinds of vendors in turn. */
const numberOf = (name: string, usual: number): number => Number(process.env[name] ?? usual);
const RUNS = numberOf('RUNS', 5000);
const SEED = numberOf('SEED', 1);
const BUG_RUNS = numberOf('BUG_RUNS', 160);
/** Retries wait by the clock of the machine: meanwhile others go on. */
const AT_ONCE = 8;

const report = createReport(
  `${RUNS} interleavings from seed ${SEED} on, of vendors that change with syncs that are cut, killed and robbed, filtered readings, walks and renamed keys: what is kept and shown is what the vendor held`,
);
/** Runs some, the kinds of vendors in turn, each with the seed that finds it again. */
async function runMany(count: number, run: (seed: number, server: ExactServer) => Promise<void>): Promise<void> {
  let next = 0;
  const work = async (): Promise<void> => {
    const servers = await Promise.all(EXACT_VENDORS.map(startExactServer));
    while (next < count) {
      const turn = next;
      next += 1;
      await run(SEED + turn, servers[(SEED + turn - 1) % servers.length]!);
    }
    await Promise.all(servers.map(({ vendor }) => vendor.close()));
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
}

const wrong: string[] = [];
const passed = new Map<string, Interleaving & { readonly runs: number }>();
await runMany(RUNS, async (seed, server) => {
  const { kind } = server.kind;
  try {
    const { pages, completePages } = await runInterleaving(seed, server);
    const before = passed.get(kind) ?? { runs: 0, pages: 0, completePages: 0 };
    passed.set(kind, {
      runs: before.runs + 1,
      pages: before.pages + pages,
      completePages: before.completePages + completePages,
    });
  } catch (error) {
    wrong.push(`seed ${seed} (${kind}): ${String(error)}`);
  }
});
for (const [kind, { runs, pages, completePages }] of passed)
  report.note(`${kind}: ${runs} interleavings, ${pages} pages of walks compared, ${completePages} of them complete`);
report.holds('every interleaving', wrong.length === 0, `${RUNS - wrong.length} of ${RUNS}`);
for (const one of wrong.slice(0, 20)) report.note(one);

for (const bug of PLANTED_BUGS) {
  const found = new Map<string, number>();
  await runMany(BUG_RUNS, async (seed, server) => {
    await runInterleaving(seed, server, bug).catch((error: unknown) => {
      if (!(error instanceof NotExact)) throw error;
      found.set(server.kind.kind, (found.get(server.kind.kind) ?? 0) + 1);
    });
  });
  const counts = EXACT_VENDORS.map(({ kind }) => `${kind} ${found.get(kind) ?? 0}`);
  report.holds(`found: ${bug}`, found.size === EXACT_VENDORS.length, `of ${BUG_RUNS / 4} each: ${counts.join(', ')}`);
}
report.end();
