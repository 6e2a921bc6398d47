import type { InputRef } from '@pothos/core';
import type { CallLeg } from '../../../domain/call-leg.ts';
import type { CallSession } from '../../../domain/call-session.ts';
import { builder } from '../../../graph/builder.ts';
import { columnConditions, createColumnTypes } from '../../../graph/column-fields.ts';
import { createConditionInput } from '../../../graph/condition-input.ts';
import { narrowsOnly, registerVendorGraph } from '../../../graph/vendor-graph.ts';
import { type Column, detailNameOf, graphNameOf, isFilterable } from '../../columns/column.ts';
import { CALL, CALL_COLUMNS, LEG } from '../calls/columns.ts';
import { readCell, storedLegOf, storedRowOf } from '../calls/row.ts';
import { toRaw } from '../calls/to-kept.ts';
import { conditionKindOf } from '../calls/vendor-filter.ts';
import { filesOf, recordingIdOf } from '../media/to-recording.ts';
import { Attribute, ENUM_OF_COLUMN } from './enums.ts';

const ORDERED = ['eq', 'ne', 'in', 'gt', 'gte', 'lt', 'lte', 'isEmpty'] as const;
const EQUAL = ['eq', 'ne', 'in', 'isEmpty'] as const;

const IdCondition = createConditionInput('CallgearIdCondition', 'ID', ORDERED, 'A condition on an id of digits.');
const NumberCondition = createConditionInput('CallgearIntCondition', 'Int', ORDERED, 'A condition on a number.');
const SumCondition = createConditionInput('CallgearDecimalCondition', 'Decimal', ORDERED, 'A condition on a sum.');
const CONDITIONS: Readonly<Record<ReturnType<typeof conditionKindOf>, InputRef<object>>> = {
  number: NumberCondition,
  time: createConditionInput(
    'CallgearTimeCondition',
    'DateTime',
    ['eq', 'ne', 'gt', 'gte', 'lt', 'lte', 'isEmpty'],
    'A condition on a time.',
  ),
  word: createConditionInput(
    'CallgearWordCondition',
    'String',
    EQUAL,
    "A condition on one of the vendor's words, in its own spelling: subscriber_busy.",
  ),
  boolean: createConditionInput(
    'CallgearBooleanCondition',
    'Boolean',
    ['eq', 'ne', 'isEmpty'],
    'A condition on true or false.',
  ),
  text: builder.inputType('CallgearTextCondition', {
    description: 'A condition on a text. Capitals count.',
    fields: (t) => ({
      eq: t.string({ description: 'Equal to this text.' }),
      ne: t.string({ description: 'Not equal to this text.' }),
      in: t.stringList({ description: 'One of these texts. An empty list: none.' }),
      contains: t.string({ description: 'Has this text in it.' }),
      like: t.string({ description: 'Fits this pattern, in which "%" stands for any characters.' }),
      regexp: t.string({ description: 'Fits this POSIX regular expression.' }),
      isEmpty: t.boolean({ description: 'True: has no value. False: has one.' }),
    }),
  }),
  list: builder.inputType('CallgearListCondition', {
    description: 'A condition on a list of records or words.',
    fields: (t) => ({
      jsquery: t.string({ description: "PostgreSQL's jsquery, handed on as it is: #.employee_id = 391018" }),
    }),
  }),
};

type FilterInput = Readonly<Record<string, unknown>>;

/** The filter of get.calls_report: one field for each column that the vendor filters by. */
const CallFilter = builder.inputRef<FilterInput>('CallgearCallFilter');
CallFilter.implement({
  description:
    `${narrowsOnly('CallGear')} Different fields: and. Values are the vendor's own words. ` +
    'The start and the end of a call cannot be filtered here: use startedAt.',
  fields: (t) => ({
    and: t.field({ type: [CallFilter], description: 'All of these have to be met.' }),
    or: t.field({ type: [CallFilter], description: 'One of these has to be met. An empty list: none.' }),
    includeOngoingCalls: t.boolean({
      description: 'Whether calls that have not ended yet are listed too. Not within `and` and `or`.',
    }),
    ...columnConditions(
      t,
      Object.entries(CALL_COLUMNS).flatMap(([name, column]) =>
        isFilterable(column) ? [[graphNameOf(name), column] as const] : [],
      ),
      conditionOf,
    ),
  }),
});

function conditionOf(column: Column): InputRef<unknown> {
  if (column.type === 'id' && column.isNumber) return IdCondition;
  if (column.type === 'decimal') return SumCondition;
  return CONDITIONS[conditionKindOf(column)];
}

const { typeOf } = createColumnTypes({ read: readCell, nameOf: detailNameOf, enums: ENUM_OF_COLUMN });

const wordsOf = (call: CallSession): string[] => readCell(storedRowOf(call), 'attributes', 'texts') as string[];

const CallRef = typeOf<CallSession>(CALL, storedRowOf, (t) => ({
  // The link is a text of the vendor's that opens the recording: what is shown is a link on this server.
  fullRecordFileLink: t.field({
    scope: 'recordings:read',
    type: 'URL',
    description: CALL.columns.full_record_file_link.description,
    resolve: (call, _args, context) => {
      const file = filesOf(storedRowOf(call).columns).find(({ kind }) => kind === 'full');
      if (!file) return null;
      const session = { nativeId: call.nativeId, startedAt: call.startedAt };
      const key = { kind: 'recording' as const, nativeId: recordingIdOf(file), session };
      // The recording plays no longer than its call lasted.
      return context.linkTo(call.provider, key, call.durationSeconds)?.url ?? null;
    },
  }),
  attributes: t.field({
    type: [Attribute.ref],
    description: `${CALL.columns.attributes.description} Without those that are not documented: see attributesText.`,
    resolve: (call) => wordsOf(call).flatMap((word) => Attribute.read(word) ?? []),
  }),
  attributesText: t.stringList({
    description: `${CALL.columns.attributes.description} As sent.`,
    resolve: wordsOf,
  }),
}));

const LegRef = typeOf<CallLeg>(LEG, storedLegOf);

registerVendorGraph({
  kind: 'callgear',
  vendorName: 'CallGear',
  description: 'CallGear, call tracking and a virtual PBX.',
  filterInput: CallFilter,
  callDetails: CallRef,
  legDetails: LegRef,
  rawOf: toRaw,
});
