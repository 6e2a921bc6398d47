import type { InputFieldRef, InputRef } from '@pothos/core';
import { type ScalarName, type Scalars, type Types, builder } from './builder.ts';

type ValueOf<Name extends ScalarName> = Scalars[Name]['Input'];

/** What a client writes about one field of a vendor's filter: several operators are and. Null is refused when it is read. */
type ConditionInput<Value> = {
  readonly eq?: Value | null;
  readonly ne?: Value | null;
  readonly in?: readonly Value[] | null;
  readonly gt?: Value | null;
  readonly gte?: Value | null;
  readonly lt?: Value | null;
  readonly lte?: Value | null;
  readonly contains?: string | null;
  readonly notContains?: string | null;
  readonly isEmpty?: boolean | null;
  readonly outside?: { readonly min: Value; readonly max: Value } | null;
};
type ConditionOperator = keyof ConditionInput<unknown>;

/**
 * Makes the condition input of a vendor's filter fields that hold one type of value, with the operators the vendor
 * knows for them: createConditionInput('CallgearTextCondition', 'String', ['eq', 'ne', 'in'], '…').
 */
export function createConditionInput<Name extends ScalarName>(
  name: string,
  scalar: Name,
  operators: readonly ConditionOperator[],
  description: string,
): InputRef<ConditionInput<ValueOf<Name>>> {
  return builder.inputType(name, {
    description,
    fields: (t) => Object.fromEntries(operators.map((operator) => [operator, FIELDS[operator](t, scalar)])),
  });
}

type InputFields = PothosSchemaTypes.InputFieldBuilder<Types, 'InputObject'>;

const FIELDS: Record<ConditionOperator, (t: InputFields, scalar: ScalarName) => InputFieldRef<Types, unknown>> = {
  eq: (t, type) => t.field({ type, description: 'Equal to this value.' }),
  ne: (t, type) => t.field({ type, description: 'Not equal to this value.' }),
  in: (t, type) => t.field({ type: [type], description: 'One of these values. An empty list: none.' }),
  gt: (t, type) => t.field({ type, description: 'Greater than this value; for times, later.' }),
  gte: (t, type) => t.field({ type, description: 'This value or greater; for times, then or later.' }),
  lt: (t, type) => t.field({ type, description: 'Less than this value; for times, earlier.' }),
  lte: (t, type) => t.field({ type, description: 'This value or less; for times, then or earlier.' }),
  contains: (t) => t.string({ description: 'Has this text in it.' }),
  notContains: (t) => t.string({ description: 'Does not have this text in it.' }),
  isEmpty: (t) => t.boolean({ description: 'True: has no value. False: has one.' }),
  outside: (t, type) => t.field({ type: boundsOf(type), description: 'Less than min or greater than max.' }),
};

const bounds = new Map<ScalarName, InputRef<object>>();

function boundsOf(scalar: ScalarName): InputRef<object> {
  const known = bounds.get(scalar);
  if (known) return known;
  const made = builder.inputType(`${scalar}Bounds`, {
    description: 'Two ends of a range.',
    fields: (t) => ({
      min: t.field({ type: scalar, required: true, description: 'The lower end.' }),
      max: t.field({ type: scalar, required: true, description: 'The upper end.' }),
    }),
  });
  bounds.set(scalar, made);
  return made;
}
