import fc from 'fast-check';
import type { CallSession } from '../../../src/domain/call-session.ts';
import { rowOf } from '../../../src/providers/voximplant/calls/row.ts';
import type { CallRow, SessionRow } from '../../../src/providers/voximplant/api/wire.ts';
import { type VendorFilters, some } from '../../conformance/matches.ts';

/** Every parameter, with what rows have. */
export const VOXIMPLANT_FILTERS: VendorFilters = {
  arbitrary(calls) {
    const rows = calls.map(rowOf);
    const textsOf = (name: keyof SessionRow) => distinct(rows.map((row) => row[name]));
    const one = (name: keyof SessionRow) => fc.constantFrom(...textsOf(name));
    const applicationName = one('application_name').chain((name) => fc.constantFrom(name, name.split('.')[0]!));
    const remoteNumbers = some([...numbersOf(calls, 'remote_number'), '+44 7700 900999']);
    return fc.oneof(
      fc.record({ callSessionHistoryId: some([...textsOf('call_session_history_id'), '404']) }),
      fc.record({ applicationId: one('application_id') }),
      fc.record({ applicationName }),
      fc.record({ applicationName, ruleName: one('rule_name') }),
      fc.record({ userId: some(textsOf('user_id')) }),
      fc.record({ remoteNumber: remoteNumbers }),
      fc.record({ remoteNumberList: remoteNumbers, userId: some(textsOf('user_id')) }),
      fc.record({ localNumber: some(numbersOf(calls, 'local_number')) }),
      fc.record({ callSessionHistoryCustomData: fc.constantFrom(...textsOf('custom_data'), 'nobody noted this') }),
      fc.record({ childrenCallsOnly: fc.boolean() }),
      fc.record({ childAccountId: fc.constant(['all']) }),
    );
  },
};

const distinct = (values: readonly unknown[]): string[] => [
  ...new Set(values.filter((value) => value != null && value !== '').map((value) => String(value as string))),
];

const numbersOf = (calls: readonly CallSession[], name: keyof CallRow): string[] =>
  distinct(calls.flatMap((call) => (rowOf(call).calls as readonly CallRow[]).map((row) => row[name])));
