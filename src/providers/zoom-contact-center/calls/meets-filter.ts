import type { RowTest } from '../../../domain/prepared-filter.ts';
import { recordOf, textOrNull } from '../../../transport/read-wire.ts';
import { rowOf } from './row.ts';
import { ZOOM_PARAMETERS, type ZoomFilter } from './vendor-filter.ts';

/** The vendor's own filter as a test of rows. */
export function testRows(filter: ZoomFilter | null): RowTest {
  if (filter === null) return { passes: () => true };
  const { hasNoQueue, lists, single } = filter;
  const asked = Object.entries({ ...lists, ...single })
    .filter(([name]) => name !== 'cc_queue_ids' || hasNoQueue !== true)
    .map(([name, values]) => ({
      name,
      values: typeof values === 'string' ? [values] : values,
      path: PLACES.get(name)?.split('.'),
    }));
  return {
    passes: (call) =>
      (hasNoQueue === null || (call.queues?.length === 0) === hasNoQueue) &&
      asked.every(({ values, path }) => path && textsAt(rowOf(call), path).some((text) => values.includes(text))),
    undecided: asked.filter(({ path }) => path === undefined).map(({ name }) => `zoomContactCenter.${name}`),
    reads: { fields: new Set(hasNoQueue === null ? [] : ['queues']) },
  };
}

const PLACES: ReadonlyMap<string, string | undefined> = new Map(
  Object.values(ZOOM_PARAMETERS).map(({ name, place }) => [name, place]),
);

/** The texts at a place of a row; a list on the way stands for each of its records. */
function textsAt(value: unknown, path: readonly string[]): string[] {
  if (Array.isArray(value)) return value.flatMap((one) => textsAt(one, path));
  const [name, ...rest] = path;
  if (name !== undefined) return textsAt(recordOf(value)[name], rest);
  const text = textOrNull(value);
  return text === null ? [] : [text];
}
