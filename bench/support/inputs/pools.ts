import fc from 'fast-check';
import { createRandom } from '../../../src/demo/create-random.ts';

/** What the inputs of one seed are made of. */
export type Pools = {
  readonly texts: readonly string[];
  readonly numbers: readonly number[];
  /** Anything that JSON can hold. */
  readonly values: readonly unknown[];
};

/** Picks by chance, always the same for one seed. */
export type Pick = {
  (count: number): number;
  one<Item>(items: readonly Item[]): Item;
  /** True once in so many times. */
  rarely(times: number): boolean;
};

export function createPick(seed: number): Pick {
  const random = createRandom(seed);
  const pick = (count: number): number => Math.floor(random() * count);
  return Object.assign(pick, {
    one: <Item>(items: readonly Item[]): Item => items[pick(items.length)]!,
    rarely: (times: number): boolean => pick(times) === 0,
  });
}

const SIZE = 2000;

/** Draws the texts, numbers and values of a seed. */
export function createPools(seed: number): Pools {
  const draw = <Value>(arbitrary: fc.Arbitrary<Value>): Value[] => fc.sample(arbitrary, { seed, numRuns: SIZE });
  const text = fc.oneof(
    { weight: 6, arbitrary: fc.constantFrom(...TEXTS) },
    { weight: 3, arbitrary: fc.constantFrom(...WORDS) },
    fc.string({ unit: 'grapheme', maxLength: 40 }),
    fc.string({ unit: 'binary', maxLength: 200 }),
    fc.string({ unit: fc.constantFrom('+', '0', '7', ' ', '(', ')', '-', ';ext=', '٣'), maxLength: 30 }),
    fc.date({ noInvalidDate: true }).map((date) => date.toISOString()),
    fc.base64String({ maxLength: 200 }),
    fc.webUrl(),
    fc.emailAddress(),
    fc.ipV6(),
  );
  const number = fc.oneof(
    { weight: 3, arbitrary: fc.constantFrom(...NUMBERS) },
    fc.integer(),
    fc.integer({ min: -3, max: 60 }),
    fc.double(),
  );
  return { texts: draw(text), numbers: draw(number), values: draw(fc.jsonValue({ maxDepth: 4 })) };
}

const WORDS = [
  'portal',
  'tracking',
  'pbx',
  'desk',
  'INBOUND',
  'MISSED',
  'STARTED_AT',
  'DESC',
  'GB',
  'Europe/London',
  'P1D',
];

const TEXTS = [
  ...[
    '',
    ' ',
    '\u0000',
    '\ud800',
    '\u202e',
    '\u2028',
    '__proto__',
    'constructor',
    'toString',
    'null',
    'undefined',
    'NaN',
  ],
  ...[
    '%',
    '%00',
    '%2e%2e%2f',
    '../../etc/passwd',
    '${HOME}',
    '{{7*7}}',
    "' OR 1=1 --",
    '\\',
    '"',
    "'",
    '`',
    '*',
    '_',
    '%_',
  ],
  ...[
    '-1',
    '-0',
    '1e999',
    '1e-999',
    '0x1f',
    '9'.repeat(400),
    `0.${'0'.repeat(300)}1`,
    '+'.repeat(200),
    '4'.repeat(101),
  ],
  ...['0000-01-01T00:00:00Z', '9999-12-31T23:59:59.999Z', '-271821-04-20T00:00:00Z', '+275760-09-13T00:00:00Z'],
  ...['2026-02-30T00:00:00Z', '2026-10-25T01:30:00', '2026-03-29T01:30:00+99:99', '1970-01-01', '24:00', 'T'],
  ...[
    '😀'.repeat(3000),
    'x'.repeat(10_000),
    'x'.repeat(10_001),
    `${' '.repeat(9_000)}x`,
    'é'.normalize('NFD').repeat(2000),
    'İ'.repeat(500),
  ],
  ...[
    '<script>alert(1)</script>',
    '\r\nset-cookie: a=b',
    'javascript:alert(1)',
    'file:///etc/passwd',
    'http://127.0.0.1:1/',
    'tel:+1',
  ],
  ...[
    'Etc/UTC',
    'America/Nowhere',
    'UTC+25',
    'ZZ',
    'gb',
    'USD',
    'RUR',
    'x'.repeat(24),
    'PORTAL',
    'portal:12',
    'portal ',
  ],
];

const NUMBERS = [
  ...[
    0,
    -0,
    -1,
    1,
    2,
    10,
    100,
    1000,
    1001,
    2 ** 31 - 1,
    2 ** 31,
    -(2 ** 31),
    -(2 ** 31) - 1,
    2 ** 53,
    2 ** 53 - 1,
    -(2 ** 53),
  ],
  ...[1e21, 1e308, -1e308, 5e-324, 0.1, 1.5, NaN, Infinity, -Infinity, 4_294_967_296, 8.64e15, 8.64e15 + 1],
];
