import { inOrderOfId } from '../../../domain/native-id.ts';
import type { Agent } from '../../../domain/agent.ts';
import { ProviderError, type Slot, asAnswer, orThrow } from '../../../domain/provider-error.ts';
import { booleanOrNull, idOrNull, listOf, recordOf, textOrNull } from '../../../transport/read-wire.ts';
import type { Answer, UserRow } from '../api/wire.ts';
import { findByIds } from '../calls/get-calls.ts';
import { PAGE_SIZE } from '../calls/list-calls.ts';
import { type Line, distinctLines, toLine } from '../../../domain/line.ts';
import type { PortalParts } from '../calls/row.ts';

/** Finds agents by id. */
export const getAgents = (
  ids: readonly string[],
  { client, portal }: PortalParts,
  signal: AbortSignal,
): Promise<Slot<Agent>[]> =>
  findByIds(
    ids,
    (lists) => client.getUsers(lists, signal),
    (row) => toAgent(row, portal.provider),
  );

/** The whole directory: its first page says how many there are, the others come together. */
export async function listAgents({ client, portal }: PortalParts, signal: AbortSignal): Promise<readonly Agent[]> {
  const first = await client.listUsers([0], signal);
  const offsets: number[] = [];
  for (let offset = PAGE_SIZE; offset < (orThrow(first[0]!).total ?? 0); offset += PAGE_SIZE) offsets.push(offset);
  const others = await client.listUsers(offsets, signal);
  // A directory with a hole in it would show people as unknown.
  const rows = [...first, ...others].flatMap((page) => orThrow(page).rows);
  return inOrderOfId(rows.flatMap((row) => toAgent(row, portal.provider) ?? []));
}

/** Reads a user of the portal; null for a row without an id. */
export function toAgent(value: unknown, provider: string): Agent | null {
  const row: UserRow = recordOf(value);
  const nativeId = idOrNull(row.ID);
  if (nativeId === null) return null;
  const name = [textOrNull(row.NAME), textOrNull(row.LAST_NAME)].filter((part) => part !== null).join(' ');
  return {
    provider,
    nativeId,
    displayName: name === '' ? null : name,
    email: textOrNull(row.EMAIL),
    extension: textOrNull(row.UF_PHONE_INNER),
    isActive: booleanOrNull(row.ACTIVE),
  };
}

/** The portal's lines; null where this user or application has not the right to see them. */
export async function listLines({ client, portal }: PortalParts, signal: AbortSignal): Promise<readonly Line[] | null> {
  const { rented, external } = await client.getLines(signal).catch(toRefused);
  if (isClosed(rented)) return null;
  const lineOf = (number: string | null, name: unknown): Line | [] =>
    toLine(
      portal.provider,
      { number, displayName: textOrNull(name), defaultCountry: portal.defaultCountry },
      textOrNull(name),
    ) ?? [];
  const lines = [
    ...Object.entries(recordOf(orThrow(rented).result)).flatMap(([number, name]) => lineOf(number, name)),
    // Not every application may read what others have registered.
    ...(external === null || isClosed(external) ? [] : listOf(orThrow(external).result)).flatMap((row) => {
      const { NUMBER, NAME } = recordOf(row);
      return lineOf(textOrNull(NUMBER), NAME);
    }),
  ];
  return inOrderOfId(distinctLines(lines));
}

const isClosed = (answer: Answer | ProviderError): boolean =>
  answer instanceof ProviderError && answer.kind === 'forbidden';

/** A refusal of the only question is one of that question. */
const toRefused = (error: unknown) => ({ rented: asAnswer(error), external: null });
