import { ProviderError } from '../../../domain/provider-error.ts';
import type { Client } from '../api/client.ts';
import { MOST_ITEMS } from '../api/group-by-time.ts';
import { readWhole } from '../api/read-whole.ts';
import type { EmployeeRow, WireFilter } from '../api/wire.ts';

/**
 * The employees of these ids, and maybe others: at most as many ids go into a filter as it is trusted with. For more of
 * them, or where the filter is refused, the whole directory is asked for: it is one page, whatever the ids.
 */
export async function findEmployees(
  ids: readonly string[],
  client: Pick<Client, 'employees'>,
  signal: AbortSignal,
): Promise<readonly EmployeeRow[]> {
  if (ids.length > MOST_ITEMS) return listEmployees(client, signal);
  const filter: WireFilter = { field: 'id', operator: 'in', value: ids.map(BigInt) };
  try {
    return await readWhole((offset) => client.employees({ filter, offset }, signal));
  } catch (error) {
    if (!(error instanceof ProviderError) || error.kind !== 'unsupported') throw error;
    return listEmployees(client, signal);
  }
}

/** The whole directory. */
export const listEmployees = (
  client: Pick<Client, 'employees'>,
  signal: AbortSignal,
): Promise<readonly EmployeeRow[]> => readWhole((offset) => client.employees({ filter: null, offset }, signal));
