import type { InputRef } from '@pothos/core';
import type { CallSession } from '../../../domain/call-session.ts';
import { builder } from '../../../graph/builder.ts';
import { columnConditions } from '../../../graph/column-fields.ts';
import { createConditionInput } from '../../../graph/condition-input.ts';
import { narrowsOnly, registerVendorGraph } from '../../../graph/vendor-graph.ts';
import { CALL, COLUMNS } from '../calls/columns.ts';
import { FILTER_FIELDS, type FilterType, OPERATORS_OF } from '../calls/filter-fields.ts';
import { readPlainCell } from '../../columns/read-cell.ts';
import { rowOf } from '../calls/row.ts';
import { toRaw } from '../calls/to-kept.ts';
import { linkOf, recordingIdOf } from '../media/to-recording.ts';
import { typeOf } from './enums.ts';

const CallRef = typeOf<CallSession>(CALL, rowOf, (t) => ({
  callLog: t.field({
    scope: 'recordings:read',
    type: 'URL',
    description: `${COLUMNS.CALL_LOG.description} Always null: the link opens the log to whoever holds it. sessionId names the session.`,
    resolve: () => null,
  }),
  callRecordUrl: t.field({
    scope: 'recordings:read',
    type: 'URL',
    description: `${COLUMNS.CALL_RECORD_URL.description} A link on this server, where Bitrix24 has a link: the same as the recording's.`,
    resolve: (call, _arguments, context) => {
      const nativeId = recordingIdOf(call);
      if (nativeId === null || linkOf(call) === null || call.recordings?.[0]?.isAvailable === false) return null;
      const session = { nativeId: call.nativeId, startedAt: call.startedAt };
      // As for the recording itself: the link lives as long as its playing takes.
      const seconds = readPlainCell(rowOf(call), 'RECORD_DURATION', 'number') as number | null;
      const key = { kind: 'recording' as const, nativeId, session };
      return context.linkTo(call.provider, key, seconds ?? call.durationSeconds)?.url ?? null;
    },
  }),
}));

const condition = (type: FilterType, name: string, scalar: Parameters<typeof createConditionInput>[1], on: string) =>
  createConditionInput(`Bitrix24${name}Condition`, scalar, OPERATORS_OF[type], `A condition on ${on}.`);

const CONDITIONS: Readonly<Record<FilterType, InputRef<unknown>>> = {
  identifier: condition(
    'identifier',
    'Id',
    'ID',
    'an id of Bitrix24: whole numbers of any length, compared as numbers',
  ),
  integer: condition('integer', 'Int', 'Int', 'a whole number of Bitrix24'),
  decimal: condition('decimal', 'Decimal', 'Decimal', 'a decimal number of Bitrix24'),
  time: condition('time', 'Time', 'DateTime', 'a time of Bitrix24, which has whole seconds'),
  text: condition(
    'text',
    'Text',
    'String',
    "text of Bitrix24: the vendor's own values, compared without regard to case",
  ),
};

const CallFilter = builder.inputType('Bitrix24CallFilter', {
  description: `${narrowsOnly('Bitrix24')} What Bitrix24 can filter by, in its own values: callFailedCode "603-S", callType 2. Several fields, several operators: and.`,
  fields: (t) =>
    columnConditions(
      t,
      [...FILTER_FIELDS].map(([name, { field, type }]) => [name, { ...COLUMNS[field], condition: CONDITIONS[type] }]),
      (column) => column.condition,
    ),
});

registerVendorGraph({
  kind: 'bitrix24',
  vendorName: 'Bitrix24',
  description: 'Bitrix24, a CRM with telephony.',
  filterInput: CallFilter,
  callDetails: CallRef,
  rawOf: toRaw,
});
