import type { DemoRequest } from '../demo-http.ts';

/** A value as PHP sees it, whichever way it came. */
export type Parameter = string | number | boolean | null | Parameter[] | { [key: string]: Parameter };
export type Parameters = { [key: string]: Parameter };

/** Reads the parameters of a request, from its query and its JSON or form body; top-level names in upper case. */
export function readParameters(request: DemoRequest): Parameters {
  const query = readQuery(request.query);
  return withUpperCaseNames({ ...query, ...readBody(request) });
}

/** Reads a query in PHP's bracket notation: FILTER[>ID]=7 and FILTER[ID][]=1. */
export function readQuery(query: URLSearchParams): Parameters {
  const root: Parameters = {};
  for (const [name, value] of query) put(root, pathOf(name), value);
  return root;
}

/** Upper-cases the names of the first level, as the vendor does. */
export const withUpperCaseNames = (parameters: Parameters): Parameters =>
  Object.fromEntries(Object.entries(parameters).map(([name, value]) => [name.toUpperCase(), value]));

/** A value or a list of values as texts. */
export function readList(value: Parameter | undefined): string[] {
  if (value === undefined || value === null) return [];
  if (typeof value !== 'object') return [String(value)];
  return Object.values(value).flatMap((item) => readList(item));
}

/** A whole number, or null. */
export function readInteger(value: Parameter | undefined): number | null {
  const text = typeof value === 'number' || typeof value === 'string' ? String(value).trim() : '';
  return /^-?\d+$/.test(text) ? Number(text) : null;
}

/** Text, or null where something else was sent. */
export const readText = (value: Parameter | undefined): string | null =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : null;

function readBody(request: DemoRequest): Parameters {
  if (request.body === '') return {};
  if ((request.headers['content-type'] ?? '').includes('json')) {
    try {
      const body: unknown = JSON.parse(request.body);
      return typeof body === 'object' && body !== null ? (body as Parameters) : {};
    } catch {
      // The vendor takes a body it cannot read for no parameters at all.
      return {};
    }
  }
  return readQuery(new URLSearchParams(request.body));
}

function pathOf(name: string): string[] {
  const [head = '', ...rest] = name.split('[');
  return [head, ...rest.map((part) => part.replace(/\]$/, ''))];
}

function put(root: Parameters, path: readonly string[], value: string): void {
  let place = root;
  for (const [depth, part] of path.entries()) {
    const key = part === '' ? String(Object.keys(place).length) : part;
    if (depth === path.length - 1) {
      place[key] = value;
      return;
    }
    const next = place[key];
    const child: Parameters = typeof next === 'object' && next !== null && !Array.isArray(next) ? next : {};
    place[key] = child;
    place = child;
  }
}
