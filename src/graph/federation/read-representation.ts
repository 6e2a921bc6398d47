import { type GlobalId, type NodeTypeName, readIdOf } from '../global-id.ts';
import { createGraphError } from '../graph-error.ts';

/** Reads what a gateway sends to name an entity. Throws BAD_REPRESENTATION or BAD_ID for what names none. */
export function readRepresentation(value: unknown, isEntity: ReadonlySet<string>): GlobalId {
  const { __typename: type, id, providerKey, nativeId } = fieldsOf(value);
  if (typeof type !== 'string' || !isEntity.has(type))
    throw badRepresentation(`A representation needs a __typename that has a key here: ${[...isEntity].join(', ')}.`);
  if (isKey(id)) return readIdOf(type as NodeTypeName, String(id));
  if (type !== 'CallSession') throw badRepresentation(`A representation of ${type} needs its id.`);
  if (!isKey(providerKey) || !isKey(nativeId))
    throw badRepresentation('A representation of CallSession needs its id, or its providerKey and nativeId.');
  return { type, provider: String(providerKey), key: { nativeId: String(nativeId) } };
}

const fieldsOf = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {};

/** The values of an ID: some databases of other subgraphs have numbers. */
const isKey = (value: unknown): value is string | number => typeof value === 'string' || Number.isSafeInteger(value);

const badRepresentation = (message: string) => createGraphError('BAD_REPRESENTATION', message);
