import type { RowTest } from '../../../domain/prepared-filter.ts';
import { listOf, recordOf, textOrNull } from '../../../transport/read-wire.ts';
import { rowOf, textsIn } from './row-values.ts';
import type { Row } from './row-values.ts';
import type { ZoomFilter } from './vendor-filter.ts';

/** The vendor's own filter as a test of rows. */
export function testRows(filter: ZoomFilter | null): RowTest {
  if (filter === null) return { passes: () => true };
  const { hasNoQueue, lists, single } = filter;
  const asked = Object.entries({ ...lists, ...single })
    .filter(([name]) => name !== 'cc_queue_ids' || hasNoQueue !== true)
    .map(([name, values]) => ({ name, values: typeof values === 'string' ? [values] : values, read: VALUES[name] }));
  return {
    passes: (call) =>
      (hasNoQueue === null || (call.queues?.length === 0) === hasNoQueue) &&
      asked.every(({ values, read }) => read?.(rowOf(call)).some((value) => values.includes(value)) === true),
    undecided: asked.filter(({ read }) => read === undefined).map(({ name }) => `zoomContactCenter.${name}`),
    reads: { fields: new Set(hasNoQueue === null ? [] : ['queues']) },
  };
}

type ReadValues = (row: Row) => readonly string[];

const list =
  (field: string): ReadValues =>
  (row) =>
    textsIn(row, field) ?? [];

const single =
  (field: string): ReadValues =>
  (row) => [textOrNull(row[field]) ?? ''];

/** A field of the records in a list; it may be a list in its turn. */
const inside =
  (parts: string, field: string): ReadValues =>
  (row) =>
    listOf(row[parts]).flatMap((part) => {
      const value = recordOf(part)[field];
      return (Array.isArray(value) ? listOf(value) : [value]).flatMap((one) => textOrNull(one) ?? []);
    });

/**
 * Where a row has what a parameter asks for. A row names no country code and no region's id, and it is not documented
 * whose number number_types looks at.
 */
const VALUES: Readonly<Partial<Record<string, ReadValues>>> = {
  types: list('types'),
  sub_types: list('sub_types'),
  distribution: list('distributions'),
  consumer_number: single('consumer_number'),
  direction: single('direction'),
  user_ids: inside('agents', 'user_id'),
  engagement_id: single('engagement_id'),
  queue_ids: inside('queues', 'queue_id'),
  cc_queue_ids: inside('queues', 'cc_queue_id'),
  region_names: inside('agents', 'user_region'),
  team_ids: inside('agents', 'team_ids'),
  team_names: inside('agents', 'team_names'),
};
