import type { TypedDocumentNode } from '@urql/core';

/** Undefined: it has not come yet. Null: the system has none, or an error stands in its place. */
export type Later<Value> = Value | null | undefined;

/** Reads a field that comes in a later part of the answer. A field that failed is left out of it: once all has come it is null. */
export function readLater<Part extends object, Field extends keyof Part>(
  _fragment: TypedDocumentNode<Part, unknown>,
  call: object,
  field: Field,
  isWhole: boolean,
): Later<Part[Field]> {
  const value = (call as Partial<Part>)[field];
  return value === undefined && isWhole ? null : value;
}
