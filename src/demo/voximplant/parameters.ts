import type { DemoRequest } from '../demo-http.ts';
import { Refusal } from './refusal.ts';

/** What a request asks for, whichever of the three call shapes it came in. */
export type Command = { readonly name: string; readonly parameters: URLSearchParams };

export const API_PATH = '/platform_api';

/**
 * Reads a command: its name from the path or from `cmd`, its parameters from the query and from the form. A parameter
 * without a value is not set: a filter that became empty on its way finds everything.
 */
export function readCommand(request: DemoRequest): Command {
  const parameters = new URLSearchParams(request.query);
  for (const [name, value] of readForm(request)) parameters.set(name, value);
  for (const [name, value] of [...parameters]) if (value.trim() === '') parameters.delete(name);
  const path = request.path.slice(API_PATH.length).replace(/^\/|\/$/g, '');
  return { name: path === '' ? (parameters.get('cmd') ?? '') : path, parameters };
}

/** A list of values with ";" between them; a stray one at the end is no value, and a list of none is not set. */
export function readList(parameters: URLSearchParams, name: string): readonly string[] | null {
  const values = (parameters.get(name) ?? '')
    .split(';')
    .map((part) => part.trim())
    .filter((part) => part !== '');
  return values.length === 0 ? null : values;
}

/** A list of integers, kept as text: ids are int64. */
export function readIds(parameters: URLSearchParams, name: string, code: number): readonly string[] | null {
  const ids = readList(parameters, name);
  if (ids?.some((id) => !/^\d{1,19}$/.test(id))) throw new Refusal(code, `The '${name}' parameter is invalid.`, name);
  return ids;
}

export function readSwitch(parameters: URLSearchParams, name: string, otherwise: boolean): boolean {
  const text = parameters.get(name);
  if (text === null) return otherwise;
  if (text !== 'true' && text !== 'false') throw new Refusal(496, `The '${name}' parameter is invalid.`, name);
  return text === 'true';
}

export function readCount(
  parameters: URLSearchParams,
  name: string,
  limits: { otherwise: number; min: number; max: number },
): number {
  const text = parameters.get(name);
  if (text === null) return limits.otherwise;
  if (!/^\d+$/.test(text)) throw new Refusal(496, `The '${name}' parameter is invalid.`, name);
  const value = Number(text);
  if (value < limits.min || value > limits.max)
    throw new Refusal(497, `The '${name}' parameter is out of range.`, name);
  return value;
}

function readForm(request: DemoRequest): Iterable<[string, string]> {
  const type = request.headers['content-type'] ?? '';
  if (type.startsWith('application/x-www-form-urlencoded')) return new URLSearchParams(request.body);
  const boundary = /^multipart\/form-data;.*boundary="?([^";]+)/.exec(type)?.[1];
  return boundary === undefined ? [] : readParts(request.body, boundary);
}

function readParts(body: string, boundary: string): [string, string][] {
  return body.split(`--${boundary}`).flatMap((part): [string, string][] => {
    const match = /name="([^"]+)"[^]*?\r\n\r\n([^]*)\r\n$/.exec(part);
    return match?.[1] === undefined ? [] : [[match[1], match[2] ?? '']];
  });
}
