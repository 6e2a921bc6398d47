import { describe, expect, it } from 'vitest';
import type { CallFilter, VendorFilter } from '../../../src/domain/call-filter.ts';
import { compileFilter, toWire } from '../../../src/providers/callgear/calls/filter.ts';
import { createWallClock } from '../../../src/time/wall-clock.ts';

const zone = createWallClock('Europe/London');
const compile = (filter: CallFilter, defaultCountry: string | null = 'GB') => {
  const compiled = compileFilter(filter, defaultCountry);
  return { ...compiled, wire: toWire(compiled, zone) };
};
const vendor = (filter: VendorFilter) => compile({ vendor: filter }).wire;

describe('a filter of branches', () => {
  const branches = (levels: number): VendorFilter =>
    levels === 0 ? { id: { eq: '1' } } : { or: [branches(levels - 1), branches(levels - 1)] };

  it('is refused past 200 conditions, before anything is sent', () => {
    expect(() => vendor(branches(8))).toThrow(/^callgear: this filter has 256 conditions, and 200 are allowed/);
    expect(vendor(branches(7))).toBeTruthy();
  });
});

describe('the common filter', () => {
  it('is pushed down where the vendor applies it exactly', () => {
    const { wire, applied } = compile({ direction: ['INBOUND'], durationSeconds: { min: 10, max: 20 } });
    expect(wire).toEqual({
      condition: 'and',
      filters: [
        { field: 'direction', operator: '=', value: 'in' },
        {
          condition: 'and',
          filters: [
            { field: 'total_duration', operator: '>=', value: 10 },
            { field: 'total_duration', operator: '<=', value: 20 },
          ],
        },
      ],
    });
    expect([...applied].sort()).toEqual(['direction', 'durationSeconds']);
  });

  it('asks for numbers as the vendor keeps them', () => {
    const { wire, applied } = compile({ customerNumber: ['+44 7700 900123', '020 7946 0001'] });
    expect(wire).toEqual({ field: 'contact_phone_number', operator: 'in', value: ['447700900123', '442079460001'] });
    expect(applied.has('customerNumber')).toBe(true);
  });

  it('looks for a number without its country by the last digits, and leaves the decision to the caller', () => {
    const { wire, applied } = compile({ lineNumber: ['0 7946 0001 22'] }, null);
    expect(wire).toEqual({ field: 'virtual_phone_number', operator: 'like', value: '%7946000122' });
    expect(applied.has('lineNumber')).toBe(false);
  });

  it('narrows answered calls only by what each of them has', () => {
    const { wire, applied } = compile({ outcome: ['ANSWERED'] });
    expect(wire).toMatchObject({ condition: 'or' });
    expect(applied.size).toBe(0);
    expect(compile({ outcome: ['ANSWERED', 'BUSY'] }).wire).toBeNull();
  });

  it('knows what no call of this vendor can be', () => {
    expect(compile({ direction: ['INTERNAL'] }).matchesNothing).toBe(true);
    expect(compile({ kind: ['OTHER'] }).matchesNothing).toBe(true);
    expect(compile({ agentIds: [] }).matchesNothing).toBe(true);
    expect(compile({ direction: ['INTERNAL', 'OUTBOUND'] }).wire).toMatchObject({ value: 'out' });
  });

  it('asks for running calls only when they are wanted', () => {
    expect(compile({}).includesOngoing).toBe(false);
    expect(compile({ outcome: ['ONGOING'] }).includesOngoing).toBe(true);
    expect(compile({ vendor: { includeOngoingCalls: true } }).includesOngoing).toBe(true);
  });

  it('sends long lists in parts', () => {
    const numbers = Array.from({ length: 150 }, (_, index) => `+4477009${String(index).padStart(5, '0')}`);
    expect(compile({ customerNumber: numbers }).wire).toMatchObject({ condition: 'or', filters: [{}, {}] });
  });
});

describe("the vendor's own filter", () => {
  it('nests as deep as it is written', () => {
    expect(
      vendor({
        finishReason: { in: ['operator_busy', 'employee_busy'] },
        or: [
          { isLost: { eq: true } },
          { and: [{ talkDuration: { lt: 5 } }, { campaignId: { eq: '9007199254740993' } }] },
        ],
      }),
    ).toEqual({
      condition: 'and',
      filters: [
        { field: 'finish_reason', operator: 'in', value: ['operator_busy', 'employee_busy'] },
        {
          condition: 'or',
          filters: [
            { field: 'is_lost', operator: '=', value: true },
            {
              condition: 'and',
              filters: [
                { field: 'talk_duration', operator: '<', value: 5n },
                { field: 'campaign_id', operator: '=', value: 9_007_199_254_740_993n },
              ],
            },
          ],
        },
      ],
    });
  });

  it.each([
    [{ campaignName: { contains: 'Spring' } }, { operator: 'like', value: '%Spring%' }],
    [{ campaignName: { contains: '50% (new)' } }, { operator: 'regexp', value: '50% \\(new\\)' }],
    [{ campaignName: { like: 'Spr%' } }, { operator: 'like', value: 'Spr%' }],
    [{ campaignName: { regexp: '^S' } }, { operator: 'regexp', value: '^S' }],
    [{ utmTerm: { isEmpty: true } }, { operator: '=', value: null }],
    [{ utmTerm: { isEmpty: false } }, { operator: '!=', value: null }],
    [{ direction: { ne: 'in' } }, { operator: '!=', value: 'in' }],
    [{ saleDate: { gte: 7 } }, { operator: '>=', value: '1970-01-01 01:00:00' }],
    [{ saleCost: { gt: '10.50' } }, { operator: '>', value: 10.5 }],
    [{ employees: { jsquery: '#.employee_id = 391018' } }, { operator: 'jsquery', value: '#.employee_id = 391018' }],
  ] as const)('understands %j', (filter, expected) => {
    expect(vendor(filter)).toMatchObject(expected);
  });

  it.each([
    { startTime: { eq: 1 } },
    { callRecords: { isEmpty: true } },
    { colour: { eq: 'red' } },
    { campaignName: { gt: 'a' } },
    { isLost: { in: [true] } },
    { tags: { contains: 'x' } },
    { finishReason: { notIn: ['timeout'] } },
    { or: [{ and: [{ ymclid: { eq: 'x' } }] }] },
  ])('refuses %j, which the vendor does not know', (filter) => {
    expect(() => vendor(filter)).toThrow(expect.objectContaining({ code: 'UNSUPPORTED_FILTER' }));
  });

  it.each([
    { campaignId: { eq: 'abc' } },
    { talkDuration: { gte: 5, lte: 1 } },
    { id: { gte: '9007199254740993', lte: '9007199254740992' } },
    { isLost: { eq: 'yes' } },
  ])('refuses %j, which makes no sense', (filter) => {
    expect(() => vendor(filter)).toThrow(expect.objectContaining({ code: 'BAD_FILTER' }));
  });

  it.each([
    [{ direction: { eq: 'sideways' } }, 'callgear.direction.eq: CallGear knows no direction "sideways", only in, out.'],
    [{ direction: { in: ['in', 'IN'] } }, 'knows no direction "IN"'],
    [{ or: [{ channel: { ne: 'cached' } }] }, 'callgear.or[0].channel.ne: CallGear knows no channel "cached"'],
    [{ visitorDevice: { eq: 'phone' } }, 'only desktop, mobile, tablet, other'],
    [{ finishReason: { eq: 'nonsense' } }, 'subscriber_busy'],
  ])('refuses the word in %j, and names those of the list', (filter, words) => {
    expect(() => vendor(filter)).toThrow(
      expect.objectContaining({ code: 'UNSUPPORTED_FILTER', message: expect.stringContaining(words) as string }),
    );
  });

  it.each([
    { finishReason: { eq: 'caller_busy' } },
    { finishReason: { in: ['subscriber_busy', 'numa_in_spam_list'] } },
    { source: { eq: 'a_product_of_next_year' } },
    { visitorType: { eq: 'Новый' } },
  ])('sends %j as it is: the list is open, or has another spelling', (filter) => {
    const [[, condition]] = Object.entries(filter) as [[string, Record<string, unknown>]];
    expect(vendor(filter)).toMatchObject({ value: Object.values(condition)[0] });
  });

  it('refuses to include running calls in a part of it, and says where that is written', () => {
    for (const filter of [{ or: [{ includeOngoingCalls: true }] }, { and: [{ or: [{ includeOngoingCalls: false }] }] }])
      expect(() => vendor(filter)).toThrow(
        expect.objectContaining({
          code: 'UNSUPPORTED_FILTER',
          message: expect.stringContaining('write it once, as callgear.includeOngoingCalls') as string,
        }),
      );
  });

  it.each([
    [{ direction: null }, 'callgear.direction: null is no condition'],
    [{ finishReason: { eq: null } }, 'callgear.finishReason.eq: null is nothing to compare with'],
    [{ or: [{ isLost: { eq: true } }, { tags: {} }] }, 'callgear.or[1].tags: this condition has no operator'],
    [{ includeOngoingCalls: null }, 'callgear.includeOngoingCalls: null'],
  ])('refuses %j, which would let every call pass', (filter, words) => {
    expect(() => compile({ vendor: filter })).toThrow(
      expect.objectContaining({ code: 'BAD_FILTER', message: expect.stringContaining(words) as string }),
    );
  });

  it('takes an empty list for none, wherever it stands', () => {
    expect(compile({ vendor: { campaignId: { in: [] } } }).matchesNothing).toBe(true);
    expect(compile({ vendor: { or: [] } }).matchesNothing).toBe(true);
    expect(compile({ vendor: { or: [{ campaignId: { in: [] } }, { isLost: { eq: true } }] } }).wire).toEqual({
      field: 'is_lost',
      operator: '=',
      value: true,
    });
  });
});
