import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { UnreadableReply, readJson } from '../../src/transport/read-json.ts';

const failure = (text: string): unknown => {
  try {
    return readJson(text);
  } catch (error) {
    return error;
  }
};

const isMap = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

function toText(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(toText).join(', ')}]`;
  if (!isMap(value)) return typeof value === 'bigint' ? String(value) : JSON.stringify(value);
  const entries = Object.entries(value).map(([key, entry]) => `${JSON.stringify(key)}:${toText(entry)}`);
  return `{${entries.join(',')}}`;
}

function toExpected(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(toExpected);
  if (typeof value === 'bigint') return Number.isSafeInteger(Number(value)) ? Number(value) : String(value);
  return isMap(value)
    ? Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, toExpected(entry)]))
    : value;
}

describe('readJson', () => {
  it('reads what doubles hold as numbers', () => {
    expect(readJson('{"id": 9007199254740991, "cost": 0.30000000000000004, "list": [1, -2.5e3]}')).toEqual({
      id: 9007199254740991,
      cost: 0.30000000000000004,
      list: [1, -2500],
    });
  });

  it('reads what doubles cannot hold as the text that was sent', () => {
    expect(
      readJson('{"id":9223372036854775807,"list":[-9007199254740993, 12345678901234567.25],"n":\n9007199254740993}'),
    ).toEqual({
      id: '9223372036854775807',
      list: ['-9007199254740993', '12345678901234567.25'],
      n: '9007199254740993',
    });
    expect(readJson('9007199254740993')).toBe('9007199254740993');
  });

  it('reads 2 ** 53 and what cannot be told from it as text', () => {
    expect(readJson('[9007199254740992]')).toEqual(['9007199254740992']);
  });

  it('finds a long number wherever it stands, with a sign, a point and an exponent', () => {
    for (const number of ['9007199254740993', '-9007199254740993', '0.12345678901234567', '-1.23456789012345678e-5'])
      for (let before = 0; before < 40; before += 1) {
        const pad = 'x'.repeat(before);
        expect(readJson(`{"${pad}":${number},"y":[ ${number} ,1]}`)).toEqual({ [pad]: number, y: [number, 1] });
      }
  });

  it('takes nothing for a number that is none', () => {
    for (const text of [
      '[1.2.3.4.5.6.7.8.9]',
      '[00000000000000000001]',
      '[-.1234567890123456789]',
      '[1234567890123456.]',
    ])
      expect(failure(text)).toBeInstanceOf(UnreadableReply);
  });

  it('is not confused by long numbers inside texts', () => {
    const value = { note: 'ids: 9007199254740993, 9007199254740993, and "9007199254740993"', id: 'x' };
    const text = JSON.stringify(value).replace('"x"', '9007199254740993');
    expect(readJson(text)).toEqual({ ...value, id: '9007199254740993' });
  });

  it('loses no digit of any integer, wherever it stands and whatever texts stand beside it', () => {
    const text = fc.oneof(fc.string(), fc.stringMatching(/^[-:,[\] 0-9.\\"]{0,40}$/));
    const { value } = fc.letrec((tie) => ({
      value: fc.oneof(text, fc.bigInt(), tie('list'), tie('map')),
      list: fc.array(tie('value'), { maxLength: 4 }),
      map: fc.dictionary(text, tie('value'), { maxKeys: 4 }),
    }));
    fc.assert(
      fc.property(value, (sent) => {
        expect(readJson(toText(sent))).toEqual(toExpected(sent));
      }),
      { numRuns: 300 },
    );
  });

  it('refuses a number of more digits than any id or amount has', () => {
    const zeros = '0'.repeat(990);
    for (const number of [`1${zeros}1`, `1.${zeros}1`, `-1${zeros}`])
      expect(readJson(`{"id":${number}}`)).toEqual({ id: number });
    for (const number of [`1${zeros}00000000001`, `0.${zeros}000000000001`, `1.${'5'.repeat(500_000)}`])
      expect(String(failure(`{"id":${number}}`))).toMatch(/the reply has a number of \d+ characters; 1000 are read$/);
  });

  it('refuses more values than any page has, however they are written', () => {
    const many = 200_001;
    for (const text of [
      `[${'1,'.repeat(many)}1]`,
      `[${'[],'.repeat(many)}1]`,
      '['.repeat(many) + ']'.repeat(many),
      '{"a":'.repeat(many) + '1' + '}'.repeat(many),
    ])
      expect(String(failure(text))).toMatch(
        /the reply has more values, names or levels than any page has, within \d+ characters$/,
      );
  });

  it('refuses objects with more names than any row has, and reads as many values in rows', () => {
    const entries = (count: number, name: (index: number) => string) =>
      Array.from({ length: count }, (_, index) => `${JSON.stringify(name(index))} : "x\\"y:"`).join(',');
    expect(failure(`{${entries(30_000, (index) => `k${index}`)}}`)).toBeInstanceOf(UnreadableReply);
    expect(failure(`{${entries(30_000, (index) => `k${index}"`)}}`)).toBeInstanceOf(UnreadableReply);
    const row = `{${entries(100, (index) => `k${index}`)}}`;
    expect(readJson(`[${Array.from({ length: 1_000 }, () => row).join(',')}]`)).toHaveLength(1_000);
  });

  it('keeps the value of every decimal', () => {
    fc.assert(
      fc.property(fc.double({ noDefaultInfinity: true, noNaN: true }), (sent) => {
        expect(Number((readJson(`[${sent}]`) as unknown[])[0])).toBe(sent === 0 ? 0 : sent);
      }),
    );
  });

  it('says what a reply looks like, and quotes none of it', () => {
    expect(failure('')).toEqual(new UnreadableReply('the reply is not JSON: it is empty'));
    expect(String(failure('<html><body>s3cret'))).toMatch(/an HTML page$/);
    expect(String(failure('<?xml?><s3cret/>'))).toMatch(/markup$/);
    expect(String(failure('{"result": s3cret'))).toMatch(/breaks off or goes wrong/);
    expect(String(failure('s3cret'))).toMatch(/other text of 6 characters$/);
    expect(failure('s3cret')).not.toHaveProperty('cause');
    expect(String(failure('{"id": 9007199254740993, "a": s3cret'))).not.toContain('s3cret');
  });
});
