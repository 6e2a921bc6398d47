import type { CallSession } from '../../../src/domain/call-session.ts';
import { builder } from '../../../src/graph/builder.ts';
import { narrowsOnly, registerVendorGraph } from '../../../src/graph/vendor-graph.ts';
import { COLUMNS, COLUMN_NAMES, FILTER_COLUMNS, read, toFieldName } from './columns.ts';
import { rowOf } from './to-call-session.ts';

const LarkspurCallRef = builder.objectRef<CallSession>('LarkspurCall').implement({
  scope: 'calls:read',
  description: 'A call as Larkspur reports it.',
  fields: (t) =>
    Object.fromEntries(
      COLUMN_NAMES.map((name) => [
        toFieldName(name),
        t.field({ ...COLUMNS[name], resolve: (call) => read(rowOf(call), name) }),
      ]),
    ),
});

const LarkspurCallFilter = builder.inputType('LarkspurCallFilter', {
  description: `${narrowsOnly('Larkspur')} Different fields: and. Several values of one: or.`,
  fields: (t) =>
    Object.fromEntries(
      FILTER_COLUMNS.map((name) => [toFieldName(name), t.field({ ...COLUMNS[name], type: [COLUMNS[name].type] })]),
    ),
});

registerVendorGraph({
  kind: 'larkspur',
  vendorName: 'Larkspur',
  description: 'Larkspur, a small phone system.',
  filterInput: LarkspurCallFilter,
  callDetails: LarkspurCallRef,
  rawOf: rowOf,
});
