import fc from 'fast-check';
import type { CallSession } from '../../../src/domain/call-session.ts';
import { describeProvider } from '../../conformance/provider.ts';
import { some } from '../../conformance/matches.ts';
import { COLUMNS, FILTER_COLUMNS, read, toFieldName } from '../../support/sample-provider/columns.ts';
import { createLarkspur } from '../../support/sample-provider/index.ts';
import { larkspurSettings } from '../../support/sample-provider/settings.ts';
import { rowOf } from '../../support/sample-provider/to-call-session.ts';
import { startLarkspur } from '../../support/sample-provider/vendor.ts';

describeProvider({
  name: 'Larkspur',
  kind: 'larkspur',
  startVendor: startLarkspur,
  create: (settings, tools) => createLarkspur(larkspurSettings.parse(settings), tools),
  has: [],
  filters: { arbitrary: filtersOver },
  is: { pagination: 'TOKEN', countsCheaply: true },
});

/** Values that the calls have, of one column or two. */
function filtersOver(calls: readonly CallSession[]) {
  const columns = FILTER_COLUMNS.map((name) => {
    const values = calls.flatMap((call) => read(rowOf(call), name) ?? []);
    return [toFieldName(name), some(COLUMNS[name].type === 'Int' ? values : values.map(String))] as const;
  });
  return fc
    .record(Object.fromEntries(columns))
    .chain((filter) =>
      fc.subarray(Object.entries(filter), { minLength: 1, maxLength: 2 }).map((few) => Object.fromEntries(few)),
    );
}
