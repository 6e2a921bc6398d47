import type { FieldRef } from '@pothos/core';
import { type ObjectFields, type Types, builder } from './builder.ts';
import type { FieldScope } from './scopes.ts';

type Sent = string | number | null | undefined;

/** A vendor's list of values as an enum whose names follow one rule. */
export type VendorEnum = {
  readonly ref: PothosSchemaTypes.EnumRef<Types, string>;
  /** The value as the enum knows it (the vendor's own text); null for one that the vendor never documented. */
  readonly read: (sent: Sent) => string | null;
};

/**
 * Makes the enum of a vendor's documented values, each with the vendor's own description. A name is the value in
 * capitals, "_" for every other character; `prefix` stands before values that start with a digit: "603-S" with prefix "S" is S_603_S.
 */
export function createVendorEnum(
  name: string,
  options: {
    readonly description: string;
    /** Letters for values that start with a digit: CALL_TYPE 2 with prefix "TYPE" is TYPE_2. */
    readonly prefix?: string;
    readonly values: readonly (readonly [value: string | number, description: string])[];
  },
): VendorEnum {
  const values = options.values.map(
    ([value, description]) =>
      [vendorEnumName(String(value), options.prefix), { value: String(value), description }] as const,
  );
  const ref = builder.enumType(name, { description: options.description, values: Object.fromEntries(values) });
  const known = new Set(options.values.map(([value]) => String(value)));
  return { ref, read: (sent) => (sent != null && known.has(String(sent)) ? String(sent) : null) };
}

/** The name of a vendor's value: see createVendorEnum. */
function vendorEnumName(value: string, prefix = ''): string {
  const word = value.toUpperCase().replace(/[^A-Z0-9]+/g, '_');
  return /^[A-Z_]/.test(word) ? word : `${prefix}_${word}`;
}

/** The two fields of a vendor's enumerated value: `<name>`, null for an undocumented value, and `<name>Text`, as sent. */
export function vendorEnumFields<Parent>(
  t: ObjectFields<Parent>,
  name: string,
  vendorEnum: VendorEnum,
  sentOf: (parent: Parent) => Sent,
  options: { readonly description: string; readonly scope?: FieldScope },
): Record<string, FieldRef<Types>> {
  const { scope = 'anyone' } = options;
  return {
    [name]: t.field({
      type: vendorEnum.ref,
      scope,
      description: `${options.description} Null for a value that is not documented: see ${name}Text.`,
      resolve: (parent) => vendorEnum.read(sentOf(parent)),
    }),
    [`${name}Text`]: t.string({
      scope,
      description: `${options.description} As sent.`,
      resolve: (parent) => {
        const sent = sentOf(parent);
        return sent == null ? null : String(sent);
      },
    }),
  };
}
