import { type BrotliOptions, brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { createReport } from './report.ts';
import { startServedDemo } from '../test/support/start-served-demo.ts';

const ROUNDS = 41;
const PAGE = `{ callSessions(first: 200) { nodes {
  id startedAt endedAt durationSeconds direction outcome provider { key kind }
  customer { number e164 displayName country } agents { displayName } cost { amount currency }
} pageInfo { hasNextPage endCursor } isComplete } }`;

const report = createReport('A page of 200 calls of `even`, compressed: every level, and what is sent');
const served = await startServedDemo({ dataSet: 'even' });
try {
  const plain = Buffer.from(await (await ask()).arrayBuffer());
  report.note(`as it is: ${plain.byteLength} bytes`);
  for (const level of [1, 3, 4, 5, 6, 9]) weigh(`gzip ${level}`, () => gzipSync(plain, { level }));
  for (const quality of [1, 3, 4, 5, 6]) weigh(`br ${quality}`, () => brotliCompressSync(plain, atQuality(quality)));
  for (const encoding of ['br', 'gzip']) {
    const bytes = Number((await ask(encoding)).headers.get('content-length'));
    report.atMost(`sent with ${encoding}, as a share of ${plain.byteLength} bytes`, bytes / plain.byteLength, 0.2);
  }
} finally {
  await served.close();
}
report.end();

function ask(encoding = 'identity'): Promise<Response> {
  return fetch(`${served.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'accept-encoding': encoding },
    body: JSON.stringify({ query: PAGE }),
  });
}

/** The middle of many runs: what is compressed first is compressed slowly. */
function weigh(name: string, compress: () => Buffer): void {
  const times = Array.from({ length: ROUNDS }, () => {
    const started = performance.now();
    compress();
    return performance.now() - started;
  }).sort((a, b) => a - b);
  report.note(`${name}: ${compress().byteLength} bytes in ${times[Math.floor(ROUNDS / 2)]!.toFixed(2)} ms`);
}

function atQuality(quality: number): BrotliOptions {
  return { params: { [constants.BROTLI_PARAM_QUALITY]: quality } };
}
