import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type GraphQLInputObjectType, type GraphQLObjectType, getNamedType, isInputObjectType } from 'graphql';
import { format, resolveConfig } from 'prettier';
import { CALL as BITRIX24_CALL } from '../src/providers/bitrix24/calls/columns.ts';
import { CREATED_ENTITY, FINISHED, REGISTERED } from '../src/providers/bitrix24/writes/to-written-call.ts';
import { CALL as CALLGEAR_CALL, LEG as CALLGEAR_LEG } from '../src/providers/callgear/calls/columns.ts';
import { type Columns, type RecordTable, detailNameOf, graphNameOf } from '../src/providers/columns/column.ts';
import { SESSION } from '../src/providers/voximplant/calls/columns.ts';
import { CALL as ZOOM_CALL, ENGAGEMENT, RECORDING } from '../src/providers/zoom-contact-center/calls/columns.ts';
import { schema } from '../src/schema.ts';

/** Prints docs/columns.md from the tables of the providers: `write` writes it, `check` fails where it is another. */
const command = process.argv[2] ?? 'check';
const path = fileURLToPath(new URL('../docs/columns.md', import.meta.url));

/** The tables of each vendor, and its own filter in the graph: by columns, or by parameters of its own. */
const VENDORS = [
  { name: 'Bitrix24', filter: 'Bitrix24CallFilter', tables: [BITRIX24_CALL, FINISHED, REGISTERED, CREATED_ENTITY] },
  { name: 'CallGear', filter: 'CallgearCallFilter', tables: [CALLGEAR_CALL, CALLGEAR_LEG] },
  { name: 'Voximplant', filter: 'VoximplantCallFilter', tables: [SESSION] },
  { name: 'Zoom Contact Center', filter: 'ZoomContactCenterCallFilter', tables: [ZOOM_CALL, RECORDING, ENGAGEMENT] },
] as const;

const HEAD = [
  '# Columns',
  'What each vendor sends of a call, and where it is in the graph. Printed by `npm run schema` from the tables in',
  '`src/providers/*/calls/columns.ts`.',
  '',
  'A column is a field of its type below `details`: `details { ... on CallgearCall { finishReason } }`. *Filter* names the',
  "conditions that the vendor's own filter knows for it; *Sorted* says whether the vendor sorts by it.",
  '',
].join('\n');

const filterOf = (name: string) => schema.getType(name) as GraphQLInputObjectType;

/** A table, and the records inside its rows, each once. */
function withInner(table: RecordTable, seen: Set<RecordTable>): RecordTable[] {
  if (seen.has(table)) return [];
  seen.add(table);
  return [table, ...Object.values(table.columns).flatMap(({ record }) => (record ? withInner(record, seen) : []))];
}

const hasFilter = (columns: Columns): boolean => Object.values(columns).some(({ flags }) => flags !== '');

const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('\n', ' ');
const line = (...cells: readonly string[]): string => `| ${cells.map(cell).join(' | ')} |`;
const table = (names: readonly string[], lines: readonly string[]): string =>
  [line(...names), line(...names.map(() => '---')), ...lines].join('\n');

function describeTable({ name, description, columns }: RecordTable, filter: GraphQLInputObjectType | null): string {
  const fields = (schema.getType(name) as GraphQLObjectType).getFields();
  const conditions = filter?.getFields();
  const lines = Object.entries(columns).map(([wire, column]) => {
    const field = fields[detailNameOf(wire)];
    const condition = getNamedType(conditions?.[graphNameOf(wire)]?.type);
    const operators = isInputObjectType(condition) ? Object.keys(condition.getFields()).join(', ') : '';
    const own = [`\`${wire}\``, field ? `\`${field.name}: ${String(field.type)}\`` : ''];
    const filtered = [column.flags === '' ? '' : operators, column.flags === 'FS' ? 'yes' : ''];
    return line(...own, ...(filter ? filtered : []), column.description);
  });
  const names = ['Column', 'Field', ...(filter ? ['Filter', 'Sorted'] : []), 'What it is'];
  return `### ${name}\n\n${description}\n\n${table(names, lines)}\n`;
}

function describeParameters(filter: GraphQLInputObjectType): string {
  const lines = Object.values(filter.getFields()).map(({ name, type, description }) =>
    line(`\`${name}: ${String(type)}\``, description ?? ''),
  );
  return `### ${filter.name}\n\n${filter.description ?? ''}\n\n${table(['Parameter', 'What it asks for'], lines)}\n`;
}

const sections = VENDORS.map(({ name, filter, tables }) => {
  const seen = new Set<RecordTable>();
  const all = tables.flatMap((each) => withInner(each, seen));
  // Only calls are filtered and sorted; other tables may have columns of the same names.
  const [calls] = tables;
  const isByColumn = hasFilter(calls.columns);
  return [
    `## ${name}\n`,
    ...all.map((each) => describeTable(each, isByColumn && each === calls ? filterOf(filter) : null)),
    ...(isByColumn ? [] : [describeParameters(filterOf(filter))]),
  ].join('\n');
});
const page = await format([HEAD, ...sections].join('\n'), { ...(await resolveConfig(path)), parser: 'markdown' });

if (command === 'write') writeFileSync(path, page);
else if (command !== 'check' || readFileSync(path, 'utf8') !== page) {
  console.log(
    command === 'check' ? 'docs/columns.md is not what the tables say: run npm run schema.' : 'Say check or write.',
  );
  process.exit(1);
}
