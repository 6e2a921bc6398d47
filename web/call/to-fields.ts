import { texts } from '../texts.ts';

/** A field of a vendor: a name for people, and what stands in it. */
export type Field = { readonly name: string; readonly value: FieldValue };
export type FieldValue = string | readonly Field[] | readonly (readonly Field[])[];

/** Fields of a vendor's record in the order that they were asked for; what is empty is left out. */
export function toFields(record: object): readonly Field[] {
  return Object.entries(record).flatMap(([key, found]): readonly Field[] => {
    if (key === '__typename') return [];
    const value = toValue(found);
    return value === null ? [] : [{ name: toName(key), value }];
  });
}

function toValue(found: unknown): FieldValue | null {
  if (found === null || found === undefined || found === '') return null;
  if (Array.isArray(found)) return toValues(found);
  if (typeof found === 'object') {
    const fields = toFields(found);
    return fields.length === 0 ? null : fields;
  }
  if (typeof found === 'boolean') return found ? texts.call.yes : texts.call.no;
  return typeof found === 'string' ? found : JSON.stringify(found);
}

function toValues(found: readonly unknown[]): FieldValue | null {
  const records = found.filter((each) => typeof each === 'object' && each !== null);
  if (records.length > 0) {
    const filled = records.map(toFields).filter((fields) => fields.length > 0);
    return filled.length === 0 ? null : filled;
  }
  return found.length === 0 ? null : found.map(String).join(', ');
}

/** callFailedCode: "Call failed code". */
const toName = (key: string): string => {
  const words = key.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
  return words.charAt(0).toUpperCase() + words.slice(1);
};
