import type { InputFieldRef, InputRef } from '@pothos/core';
import { type Types, builder } from '../../../graph/builder.ts';
import { createConditionInput } from '../../../graph/condition-input.ts';
import { narrowsOnly } from '../../../graph/vendor-graph.ts';
import { type CallColumn, graphNameOf } from '../calls/call-column.ts';
import { CALL_COLUMNS } from '../calls/call-columns.ts';
import { conditionKindOf } from '../calls/vendor-filter.ts';

/** The filter input as a client writes it: conditions by field, and `and`, `or` of further ones. */
export type CallgearFilter = Readonly<Record<string, unknown>>;

const ORDERED = ['eq', 'ne', 'in', 'gt', 'gte', 'lt', 'lte', 'isEmpty'] as const;
const EQUAL = ['eq', 'ne', 'in', 'isEmpty'] as const;

const IdCondition = createConditionInput('CallgearIdCondition', 'ID', ORDERED, 'A condition on an id of digits.');
const NumberCondition = createConditionInput('CallgearIntCondition', 'Int', ORDERED, 'A condition on a number.');
const SumCondition = createConditionInput('CallgearDecimalCondition', 'Decimal', ORDERED, 'A condition on a sum.');
const TimeCondition = createConditionInput(
  'CallgearTimeCondition',
  'DateTime',
  ['eq', 'ne', 'gt', 'gte', 'lt', 'lte', 'isEmpty'],
  'A condition on a time.',
);
const WordCondition = createConditionInput(
  'CallgearWordCondition',
  'String',
  EQUAL,
  "A condition on one of the vendor's words, in its own spelling: subscriber_busy.",
);
const BooleanCondition = createConditionInput(
  'CallgearBooleanCondition',
  'Boolean',
  ['eq', 'ne', 'isEmpty'],
  'A condition on true or false.',
);
const TextCondition = builder.inputType('CallgearTextCondition', {
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
});
const ListCondition = builder.inputType('CallgearListCondition', {
  description: 'A condition on a list of records or words.',
  fields: (t) => ({
    jsquery: t.string({ description: "PostgreSQL's jsquery, handed on as it is: #.employee_id = 391018" }),
  }),
});

/** The filter of get.calls_report: one field for each column that the vendor filters by. */
export const FilterInput = builder.inputRef<CallgearFilter>('CallgearCallFilter').implement({
  description:
    `${narrowsOnly('CallGear')} Different fields: and. Values are the vendor's own words. ` +
    'The start and the end of a call cannot be filtered here: use startedAt.',
  fields: (t) => ({
    and: t.field({ type: [FilterRef()], description: 'All of these have to be met.' }),
    or: t.field({ type: [FilterRef()], description: 'One of these has to be met. An empty list: none.' }),
    includeOngoingCalls: t.boolean({
      description: 'Whether calls that have not ended yet are listed too. Not within `and` and `or`.',
    }),
    ...Object.fromEntries(
      Object.entries(CALL_COLUMNS)
        .filter(([, column]) => column.isFilterable)
        .map(([name, column]): [string, InputFieldRef<Types, unknown>] => [
          graphNameOf(name),
          t.field({ type: conditionOf(column), description: column.description }),
        ]),
    ),
  }),
});

function FilterRef(): InputRef<CallgearFilter> {
  return FilterInput;
}

function conditionOf(column: CallColumn): InputRef<object> {
  if (column.type === 'id' && column.isNumber) return IdCondition;
  if (column.type === 'decimal') return SumCondition;
  return CONDITIONS[conditionKindOf(column)];
}

const CONDITIONS: Readonly<Record<ReturnType<typeof conditionKindOf>, InputRef<object>>> = {
  number: NumberCondition,
  time: TimeCondition,
  text: TextCondition,
  word: WordCondition,
  boolean: BooleanCondition,
  list: ListCondition,
};
