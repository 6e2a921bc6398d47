import { describe, expect, it } from 'vitest';
import { CallFilterError } from '../../src/domain/call-filter.ts';
import { refuseEmptyConditions } from '../../src/providers/refuse-empty-conditions.ts';

const refusalOf = (filter: Readonly<Record<string, unknown>>): CallFilterError => {
  try {
    refuseEmptyConditions(filter, 'vendor');
  } catch (error) {
    if (error instanceof CallFilterError) return error;
    throw error;
  }
  throw new Error('nothing was refused');
};

describe('an empty condition', () => {
  it.each([
    [{ callType: null }, 'vendor.callType: null is no condition. Leave callType out'],
    [{ id: {} }, 'vendor.id: this condition has no operator. Leave id out'],
    [
      { id: { gt: '1' }, cost: { gte: '1', lt: null } },
      'vendor.cost.lt: null is nothing to compare with. Leave lt out',
    ],
    [{ or: [{ id: { eq: '1' } }, { and: [{ id: { eq: null } }] }] }, 'vendor.or[1].and[0].id.eq: null'],
  ])('is refused with its path and what to write instead: %j', (filter, message) => {
    const error = refusalOf(filter);
    expect(error.code).toBe('BAD_FILTER');
    expect(error.message).toContain(message);
  });

  it('is none of these: a value, a list of values, an empty list, a filter without fields', () => {
    const filter = { id: { eq: '0' }, name: '', ids: ['1'], none: [], flag: false, or: [{}], list: { in: [] } };
    expect(() => refuseEmptyConditions(filter, 'vendor')).not.toThrow();
    expect(() => refuseEmptyConditions({}, 'vendor')).not.toThrow();
  });
});
