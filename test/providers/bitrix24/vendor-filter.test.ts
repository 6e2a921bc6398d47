import { describe, expect, it } from 'vitest';
import type { VendorFilter } from '../../../src/domain/call-filter.ts';
import type { CallSession } from '../../../src/domain/call-session.ts';
import {
  FILTER_FIELDS,
  type FilterOperator,
  type FilterType,
  OPERATORS_OF,
} from '../../../src/providers/bitrix24/calls/filter-fields.ts';
import { compileFilter } from '../../../src/providers/bitrix24/calls/filter.ts';
import { ALL_TIME, listAll, placesOf } from '../../conformance/read-list.ts';
import { sentIn, startPortal, unhurried } from './portal.ts';
import { countCalls } from '../../support/ask-provider.ts';
import { PLACE_SELECTION } from '../../../src/domain/call-selection.ts';

type Row = Readonly<Record<string, string | null>>;
const rowOf = (call: CallSession): Row => call.row as Row;

/** How values of a type compare, written down here a second time. */
const ORDER: Readonly<Record<FilterType, (text: string) => bigint | number | string>> = {
  identifier: (text) => BigInt(text),
  integer: (text) => Number(text),
  decimal: (text) => Number(text),
  time: (text) => Date.parse(text),
  text: (text) => text.toLowerCase(),
};

const MEETS: Readonly<Record<FilterOperator, (value: string, low: string, high: string, type: FilterType) => boolean>> =
  {
    eq: (value, low) => value === low,
    ne: (value, low) => value !== low,
    in: (value, low, high) => value === low || value === high,
    gt: (value, low, _, type) => ORDER[type](value) > ORDER[type](low),
    gte: (value, low, _, type) => ORDER[type](value) >= ORDER[type](low),
    lt: (value, low, _, type) => ORDER[type](value) < ORDER[type](low),
    lte: (value, low, _, type) => ORDER[type](value) <= ORDER[type](low),
    contains: (value, low) => value.includes(low.slice(0, 4)),
    notContains: (value, low) => !value.includes(low.slice(0, 4)),
    outside: (value, low, high, type) =>
      ORDER[type](value) < ORDER[type](low) || ORDER[type](value) > ORDER[type](high),
  };

const KEEPS_EMPTY: readonly FilterOperator[] = ['ne', 'notContains', 'outside'];

function inputOf(operator: FilterOperator, type: FilterType, low: string, high: string): unknown {
  const value = (text: string) => (type === 'integer' ? Number(text) : type === 'time' ? Date.parse(text) : text);
  if (operator === 'in') return [value(low), value(high)];
  if (operator === 'outside') return { min: value(low), max: value(high) };
  return operator === 'contains' || operator === 'notContains' ? low.slice(0, 4) : value(low);
}

describe('the filter of the vendor', () => {
  it('applies every operator to every field, as the documentation has them', async () => {
    const { createProvider } = await startPortal({ count: 150, hasExamples: true });
    const provider = createProvider();
    const calls = await listAll(provider);
    for (const [name, { field, type }] of FILTER_FIELDS) {
      const values = [...new Set(calls.flatMap((call) => rowOf(call)[field] || []))].sort((a, b) =>
        ORDER[type](a) < ORDER[type](b) ? -1 : 1,
      );
      const low = values[Math.floor(values.length / 3)]!;
      const high = values[Math.floor((values.length * 2) / 3)]!;
      for (const operator of OPERATORS_OF[type]) {
        const vendor = { [name]: { [operator]: inputOf(operator, type, low, high) } };
        const listed = await listAll(provider, { filter: { vendor } });
        const expected = calls.filter((call) => {
          const value = rowOf(call)[field] ?? null;
          return value === null ? KEEPS_EMPTY.includes(operator) : MEETS[operator](value, low, high, type);
        });
        expect(placesOf(listed), `${name} ${operator}`).toEqual(placesOf(expected));
        expect(await countCalls(provider, ALL_TIME, { vendor }, unhurried()), `${name} ${operator}`).toBe(
          expected.length,
        );
      }
    }
  }, 60_000);

  it('reaches the vendor as its prefix and field', async () => {
    const { vendor, createProvider } = await startPortal();
    const filter: Partial<Record<string, object>> = {
      callDuration: { gte: 5, lte: 60 },
      callFailedCode: { ne: '603-S' },
      phoneNumber: { contains: '+44' },
      cost: { outside: { min: '0.5', max: '2' } },
      id: { in: ['1', '7'] },
      callStartDate: { ne: Date.UTC(2026, 3, 1) },
    };
    await listAll(createProvider(), { filter: { vendor: filter } });
    expect(sentIn(vendor.server.exchanges[0]).FILTER).toMatchObject({
      '>=CALL_DURATION': '5',
      '<=CALL_DURATION': '60',
      '!CALL_FAILED_CODE': '603-S',
      '%PHONE_NUMBER': '+44',
      '!><COST': ['0.5', '2'],
      ID: ['1', '7'],
      '!CALL_START_DATE': '2026-04-01T00:00:00+00:00',
    });
  });

  const refused: Readonly<Record<string, VendorFilter>> = {
    'a field the vendor has not': { agent: { eq: '1' } },
    'a field the vendor does not filter by': { recordFileId: { eq: '9079' } },
    'a name every object has': { constructor: { eq: '1' } },
    'an operator the vendor has not': { id: { '@': ['1'] } },
    'an operator of other vendors': { id: { isEmpty: true } },
    'a search within a number': { callDuration: { contains: '9' } },
    'empty text': { comment: { eq: '' } },
    'an id that is no number': { id: { eq: '1 OR 1' } },
    'text where a number belongs': { callDuration: { gte: 'abc' } },
    'likewise among several': { portalUserId: { in: ['1', 'abc'] } },
    'likewise for a sum': { cost: { lt: 'abc' } },
    'likewise for a time': { callStartDate: { gte: 'abc' } },
    'likewise for an end of a range': { redialAttempt: { outside: { min: 1, max: 'abc' } } },
    'a fraction of a second of duration': { callDuration: { gte: 1.5 } },
    'a list where one value belongs': { callDuration: { eq: [1, 2] } },
    'one value where a list belongs': { id: { in: '1' } },
    'half a range': { callVote: { outside: { min: 2 } } },
    'a wildcard in what must not occur': { comment: { notContains: '100%' } },
  };
  const bad: Readonly<Record<string, VendorFilter>> = {
    'null for a condition': { callType: null },
    'a condition without an operator': { id: {} },
    'an operator without a value': { callDuration: { gte: 1, lt: null } },
    'a list of values that is null': { portalUserId: { in: null } },
    'a range whose end lies before its start': { cost: { gte: '10', lte: '9.5' } },
    'likewise ids too long for a double': { id: { gt: '9007199254740993', lt: '9007199254740992' } },
    'likewise the bounds outside of which': { callVote: { outside: { min: 3, max: 2 } } },
  };
  const codes = { UNSUPPORTED_FILTER: refused, BAD_FILTER: bad };
  const cases = Object.entries(codes).flatMap(([code, filters]) =>
    Object.entries(filters).map(([name, vendor]) => ({ name, vendor, code })),
  );
  for (const { name, vendor, code } of cases) {
    it(`refuses ${name}, and sends nothing`, async () => {
      const portal = await startPortal();
      const provider = portal.createProvider();
      expect(() => provider.prepare({ vendor }, PLACE_SELECTION)).toThrow(
        expect.objectContaining({ name: 'CallFilterError', code }),
      );
      await expect(countCalls(provider, ALL_TIME, { vendor }, unhurried())).rejects.toThrow(/bitrix24\./);
      expect(portal.vendor.server.count()).toBe(0);
    });
  }

  it('knows that an empty list means none, where the vendor would take it for everything', () => {
    expect(compileFilter({ vendor: { id: { in: [] } } }, null).matchesNothing).toBe(true);
  });

  it('takes bounds on the start for a narrower range', async () => {
    const { vendor, createProvider } = await startPortal();
    const from = Date.UTC(2026, 2, 1);
    const to = Date.UTC(2026, 2, 20);
    const filter = { vendor: { callStartDate: { gt: from + 500, lt: to } } };
    const calls = await listAll(createProvider(), { filter });
    const within = vendor.truth().filter(({ startedAt }) => startedAt > from && startedAt < to);
    expect(placesOf(calls)).toHaveLength(within.length);
    expect(sentIn(vendor.server.exchanges[0]).FILTER).toEqual({
      '>=CALL_START_DATE': '2026-03-01T00:00:01+00:00',
      '<=CALL_START_DATE': '2026-03-19T23:59:59+00:00',
    });
    const nobody = { vendor: { callStartDate: { eq: from + 500 } } };
    expect(createProvider().prepare(nobody, PLACE_SELECTION).matchesNothing).toBe(true);
  });

  it('goes before ours where both speak of one field, and ours is then left to the caller', () => {
    const plan = compileFilter({ direction: ['INBOUND'], vendor: { callType: { ne: 3 } } }, null);
    expect([...plan.applied]).toEqual(['vendor']);
    expect(plan.isCountExact).toBe(false);
  });

  it('finds text with characters that a database may take for wildcards, and does not count it', async () => {
    const { createProvider } = await startPortal();
    const provider = createProvider();
    const vendor = { comment: { contains: 'call_back' } };
    expect(await listAll(provider, { filter: { vendor } })).toEqual([]);
    expect(await countCalls(provider, ALL_TIME, { vendor }, unhurried())).toBeNull();
  });
});

describe('our own filter', () => {
  it('asks for a number in every spelling the portal may have stored', () => {
    const { alternatives, applied } = compileFilter({ customerNumber: ['+44 7700 900123'] }, 'GB');
    expect(applied.has('customerNumber')).toBe(true);
    expect(alternatives[0]![0]!.values).toEqual([
      '+44 7700 900123',
      '447700900123',
      '+447700900123',
      '00447700900123',
      '07700900123',
      '7700900123',
    ]);
  });

  it('leaves a number without its country to the caller', () => {
    expect(compileFilter({ customerNumber: ['7700 900123'] }, null).applied.has('customerNumber')).toBe(false);
  });

  it('asks for lines that are no telephone numbers by their name', () => {
    expect(compileFilter({ lineNumber: ['reg133788'] }, null).alternatives[0]![0]!.values).toEqual(['reg133788']);
    expect(compileFilter({ lineNumber: ['3'] }, null).alternatives[0]![0]!.values).toEqual(['3', '+3']);
  });

  it('leaves unknown codes to the caller, since they have no name to ask for', () => {
    expect(compileFilter({ outcome: ['ANSWERED', 'UNKNOWN'] }, null).applied.size).toBe(0);
    expect(compileFilter({ kind: ['OTHER'] }, null).applied.size).toBe(0);
  });

  it('asks for direction and kind together, since both are one field there', () => {
    const { alternatives } = compileFilter({ direction: ['OUTBOUND'], kind: ['CALL', 'CALLBACK'] }, null);
    expect(alternatives[0]!.map(({ field, values }) => [field, values])).toEqual([['CALL_TYPE', ['1', '4']]]);
  });
});
