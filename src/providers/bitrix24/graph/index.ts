import type { InputRef } from '@pothos/core';
import { builder } from '../../../graph/builder.ts';
import { type ConditionInput, createConditionInput } from '../../../graph/condition-input.ts';
import { narrowsOnly, registerVendorGraph } from '../../../graph/vendor-graph.ts';
import { FILTER_FIELDS, type FilterName, type FilterType, OPERATORS_OF } from '../calls/filter-fields.ts';
import { Bitrix24CallRef } from './call-details.ts';
import { FIELD_DESCRIPTIONS } from './descriptions.ts';
import { toRaw } from '../calls/to-raw.ts';

type FilterInput = { readonly [Name in FilterName]?: ConditionInput<string | number> | null };

const CONDITIONS: Readonly<Record<FilterType, InputRef<ConditionInput<string | number>>>> = {
  identifier: createConditionInput(
    'Bitrix24IdCondition',
    'ID',
    OPERATORS_OF.identifier,
    'A condition on an id of Bitrix24: whole numbers of any length, compared as numbers.',
  ),
  integer: createConditionInput(
    'Bitrix24IntCondition',
    'Int',
    OPERATORS_OF.integer,
    'A condition on a whole number of Bitrix24.',
  ),
  decimal: createConditionInput(
    'Bitrix24DecimalCondition',
    'Decimal',
    OPERATORS_OF.decimal,
    'A condition on a decimal number of Bitrix24.',
  ),
  time: createConditionInput(
    'Bitrix24TimeCondition',
    'DateTime',
    OPERATORS_OF.time,
    'A condition on a time of Bitrix24, which has whole seconds.',
  ),
  text: createConditionInput(
    'Bitrix24TextCondition',
    'String',
    OPERATORS_OF.text,
    "A condition on text of Bitrix24: the vendor's own values, compared without regard to case.",
  ),
};

const Bitrix24CallFilter = builder.inputType('Bitrix24CallFilter', {
  description: `${narrowsOnly('Bitrix24')} What Bitrix24 can filter by, in its own values: callFailedCode "603-S", callType 2. Several fields, several operators: and.`,
  fields: (t) =>
    Object.fromEntries(
      Object.entries(FILTER_FIELDS).map(([name, { type }]) => [
        name,
        t.field({ type: CONDITIONS[type], description: FIELD_DESCRIPTIONS[name as FilterName] }),
      ]),
    ),
}) as InputRef<FilterInput>;

registerVendorGraph<FilterInput>({
  kind: 'bitrix24',
  vendorName: 'Bitrix24',
  description: 'Bitrix24, a CRM with telephony.',
  filterInput: Bitrix24CallFilter,
  callDetails: Bitrix24CallRef,
  rawOf: toRaw,
});
