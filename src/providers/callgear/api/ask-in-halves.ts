import { ProviderError } from '../../../domain/provider-error.ts';
import type { WireFilter } from './wire.ts';

/**
 * Asks for the rows of many ids. How many values `in` takes is not documented: a list that is refused is asked in two
 * halves, and a single id by `=`.
 */
export async function askInHalves<Row>(
  ids: readonly string[],
  field: string,
  ask: (filter: WireFilter) => Promise<readonly Row[]>,
): Promise<readonly Row[]> {
  const [only = ''] = ids;
  if (ids.length <= 1) return ask({ field, operator: '=', value: BigInt(only) });
  try {
    return await ask({ field, operator: 'in', value: ids.map(BigInt) });
  } catch (error) {
    if (!(error instanceof ProviderError) || error.kind !== 'unsupported') throw error;
    const middle = Math.ceil(ids.length / 2);
    const halves = [ids.slice(0, middle), ids.slice(middle)].map((half) => askInHalves(half, field, ask));
    return (await Promise.all(halves)).flat();
  }
}
