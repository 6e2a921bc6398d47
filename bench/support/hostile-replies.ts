import type { Fault } from '../../src/demo/vendor-server.ts';

/** A reply that a vendor sends to stop the server, or by mistake. */
export type HostileReply = readonly [name: string, fault: Fault];

const changed = (name: string, change: (json: string) => string): HostileReply => [name, { kind: 'changed', change }];

const nested = (levels: number): string => '['.repeat(levels) + ']'.repeat(levels);
/** Every value after a colon that is a number, or a text of digits. */
const NUMBERS = /:\s*"?-?\d+(?:\.\d+)?"?(?=[,}])/g;
/** The first of them. */
const NUMBER = new RegExp(NUMBERS.source);
const TIMES = /"\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d[^"]*"/g;

/** Puts a field into every object. */
const inEveryObject = (json: string, field: string): string => json.replaceAll(/\{(?=")/g, `{${field},`);
const inFirstObject = (json: string, field: string): string => json.replace(/\{(?=")/, `{${field},`);
const inLastObject = (json: string, field: string): string => json.replace(/\{(?="[^{]*$)/, `{${field},`);

/** Every hostile reply we know of; each is tried with every vendor. */
export const HOSTILE_REPLIES: readonly HostileReply[] = [
  changed('a row with a value nested 5,000 deep', (json) => inLastObject(json, `"deep":${nested(5_000)}`)),
  changed('an envelope with a value nested 5,000 deep', (json) => inFirstObject(json, `"deep":${nested(5_000)}`)),
  changed('a reply nested a million deep', () => nested(1_000_000)),
  changed('objects nested 200,000 deep', () => '{"result":'.repeat(200_000) + '1' + '}'.repeat(200_000)),
  changed('numbers below zero', (json) => json.replaceAll(NUMBERS, ':-5')),
  changed('numbers past every integer', (json) => json.replaceAll(NUMBERS, ':1e300')),
  changed('numbers that are infinite', (json) => json.replaceAll(NUMBERS, ':1e999')),
  changed('numbers that are none', (json) => json.replaceAll(NUMBERS, ':"NaN"')),
  changed('numbers that are lists', (json) => json.replaceAll(NUMBERS, ':[[],{},null]')),
  changed('a number of a million digits', (json) => json.replace(NUMBER, `:1${'0'.repeat(1_000_000)}1`)),
  changed('a text of a million zeros', (json) => json.replace(NUMBER, `:"1${'0'.repeat(1_000_000)}1"`)),
  changed('times that are none', (json) => json.replaceAll(TIMES, '"0000-00-00 00:00:00"')),
  changed('times at the end of the calendar', (json) => json.replaceAll(TIMES, '"9999-12-31T23:59:59Z"')),
  changed('words that every object has', (json) => json.replaceAll(/:\s*"[a-zA-Z_]+"(?=[,}])/g, ':"constructor"')),
  changed('a prototype in every object', (json) => inEveryObject(json, '"__proto__":{"length":7}')),
  changed('rows that are null', (json) => json.replaceAll(/\{[^{}[\]]*\}/g, 'null')),
  changed('rows that are lists', (json) => json.replaceAll(/\{[^{}[\]]*\}/g, '[]')),
  changed('a list where an object belongs', (json) => `[${json}]`),
  changed('ten megabytes of blanks', (json) => ' '.repeat(10_000_000) + json),
  changed('half of the reply', (json) => json.slice(0, json.length >> 1)),
  changed('nothing', () => ''),
  ['an endless reply', { kind: 'garbage', form: 'endless' }],
  ['a page of a gateway', { kind: 'garbage', form: 'html' }],
  ['a connection that is cut', { kind: 'garbage', form: 'truncated' }],
  ['a wait of three years', { kind: 'status', status: 429, headers: { 'retry-after': '99999999' } }],
];
