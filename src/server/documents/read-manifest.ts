import { DocumentsError } from './documents-error.ts';

/** Operations by their ids, as a client's tools wrote them down. */
export type Manifest = ReadonlyMap<string, string>;

const APOLLO = 'apollo-persisted-query-manifest';

/**
 * Reads a manifest: `{ id: text }`, as GraphQL Code Generator and relay-compiler write it, or Apollo's list of operations.
 * Throws what is wrong with it.
 */
export function readManifest(json: string, source: string): Manifest {
  const value = parseJson(json, source);
  if (!isRecord(value)) throw new DocumentsError(source, ['it is no JSON object of ids and operations']);
  const entries: [id: unknown, text: unknown][] = 'format' in value ? readApollo(value, source) : Object.entries(value);
  const wrong = entries.flatMap(([id, text]) => (isText(id) && isText(text) ? [] : [`${show(id)} has no operation`]));
  if (wrong.length > 0) throw new DocumentsError(source, wrong);
  if (entries.length === 0) throw new DocumentsError(source, ['it holds no operation']);
  return toManifest(entries as [id: string, text: string][], source);
}

/** With and without its prefix an id is one, and so is its operation. */
function toManifest(entries: readonly [id: string, text: string][], source: string): Manifest {
  const manifest = new Map<string, string>();
  const clashing = entries.flatMap(([id, text]) => {
    const bare = toBareId(id);
    const known = manifest.get(bare);
    manifest.set(bare, known ?? text);
    return known === undefined || known === text ? [] : [`${show(bare)} is that of two operations${withPrefix(id)}`];
  });
  if (clashing.length > 0) throw new DocumentsError(source, clashing);
  return manifest;
}

const withPrefix = (id: string): string =>
  id === toBareId(id) ? '' : ', once with its prefix sha256: and once without';

/**
 * The id without the prefix that says how it was made: GraphQL Code Generator writes `sha256:…`, and clients that send
 * Apollo's `sha256Hash` leave it out.
 */
export const toBareId = (id: string): string => id.replace(/^sha256:/, '');

/** https://www.apollographql.com/docs/graphos/platform/security/persisted-queries#manifest-format */
function readApollo({ format, version, operations }: Readonly<Record<string, unknown>>, source: string) {
  if (format !== APOLLO || version !== 1 || !Array.isArray(operations))
    throw new DocumentsError(source, [`its format is not "${APOLLO}", version 1, with a list of operations`]);
  return operations.map((each: unknown): [unknown, unknown] =>
    isRecord(each) ? [each['id'], each['body']] : ['', ''],
  );
}

function parseJson(json: string, source: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    throw new DocumentsError(source, ['it is not JSON']);
  }
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isText = (value: unknown): value is string => typeof value === 'string' && value !== '';

const show = (id: unknown): string => (isText(id) ? `the id "${id.slice(0, 100)}"` : 'one of its entries');
