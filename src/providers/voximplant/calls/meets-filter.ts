import type { RowTest } from '../../../domain/prepared-filter.ts';
import { listOf, recordOf, textOrNull } from '../../../transport/read-wire.ts';
import type { CallRow, SessionRow } from '../api/wire.ts';
import { rowOf } from './row.ts';
import { type VoximplantFilter, withoutSigns } from './vendor-filter.ts';

/** The vendor's own filter as a test of rows. */
export function testRows(filter: VoximplantFilter): RowTest {
  const tests = Object.entries(TESTS).flatMap(([name, createTest]) => {
    const asked = filter[name as keyof typeof TESTS];
    return asked === undefined ? [] : [createTest(Array.isArray(asked) ? asked : [asked])];
  });
  const readsCalls = filter.remoteNumber ?? filter.remoteNumberList ?? filter.localNumber;
  return {
    passes: (call) => tests.every((test) => test(rowOf(call))),
    // Whose calls these are is no matter of rows: without these, a child's are not in the list at all.
    undecided: (['childAccountId', 'childrenCallsOnly'] as const)
      .filter((name) => filter[name] !== undefined)
      .map((name) => `voximplant.${name}`),
    reads: readsCalls === undefined ? {} : { details: new Set(['calls']) },
  };
}

type CreateTest = (asked: readonly string[]) => (row: SessionRow) => boolean;

const column =
  (name: keyof SessionRow): CreateTest =>
  (asked) =>
  (row) =>
    asked.includes(textOrNull(row[name]) ?? '');

/** The vendor finds a session by the number of any of its calls. */
const numberOfCalls =
  (name: keyof CallRow): CreateTest =>
  (asked) => {
    const numbers = new Set(asked.map(withoutSigns));
    return (row) => listOf(row.calls).some((call) => numbers.has(textOrNull(recordOf(call)[name]) ?? ''));
  };

const TESTS = {
  callSessionHistoryId: column('call_session_history_id'),
  applicationId: column('application_id'),
  // "support" names support.acme.voximplant.com, too.
  applicationName: (asked) => (row) => {
    const name = textOrNull(row.application_name) ?? '';
    return asked.includes(name) || asked.includes(name.split('.')[0] ?? '');
  },
  userId: column('user_id'),
  ruleName: column('rule_name'),
  remoteNumber: numberOfCalls('remote_number'),
  remoteNumberList: numberOfCalls('remote_number'),
  localNumber: numberOfCalls('local_number'),
  callSessionHistoryCustomData: column('custom_data'),
} satisfies Partial<Record<keyof VoximplantFilter, CreateTest>>;
