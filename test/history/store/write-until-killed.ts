import { CALL_PARTS } from '../../../src/history/store/vendor-reading.ts';
import { openHistoryStore } from '../../../src/history/store/open-history-store.ts';
import { SECOND_MS } from '../../../src/time/instant.ts';
import { makeCall } from '../../support/make-call.ts';

/** Keeps one window of calls after the other, over and over, and says when each is kept: until somebody kills it. */
const [path = '', first = '1'] = process.argv.slice(2);
const WINDOWS = 5;
const WINDOW_MS = 100 * SECOND_MS;
const CALLS = 20;

const store = await openHistoryStore(
  { kind: 'sqlite', path },
  {
    as: 'server',
    onSetAside() {
      throw new Error('A killed writer damaged the store.');
    },
  },
);
const { account } = await store.openAccount({
  key: 'portal',
  kind: 'bitrix24',
  identity: 'fingerprint-1',
  timeZone: 'UTC',
  defaultCountry: 'RU',
  mapper: '1',
});
console.log('open');
for (let round = Number(first); ; round++) {
  const from = (round % WINDOWS) * WINDOW_MS;
  // A few calls come and go, so that every round adds, changes and removes.
  const seconds = Array.from({ length: CALLS }, (_, index) => index * 2 + (index % 3 === 0 ? round % 2 : 0));
  await store.keep({
    account,
    lease: null,
    readAt: round,
    settledThrough: from + WINDOW_MS,
    covers: { range: { from, to: from + WINDOW_MS }, parts: CALL_PARTS },
    calls: seconds.map((second) => {
      const nativeId = `${round % WINDOWS}-${second}`;
      const startedAt = from + second * SECOND_MS;
      return { nativeId, call: makeCall({ provider: 'portal', nativeId, startedAt, note: `${round}` }) };
    }),
  });
  console.log(round);
}
