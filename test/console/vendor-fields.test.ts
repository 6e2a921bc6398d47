import { describe, expect, it } from 'vitest';
import { toFields } from '../../web/call/to-fields.ts';

describe('fields of a vendor', () => {
  it('have names for people and keep the order in which they came', () => {
    expect(toFields({ callFailedCode: 'S_200', portalUserId: '12' })).toEqual([
      { name: 'Call failed code', value: 'S_200' },
      { name: 'Portal user id', value: '12' },
    ]);
  });

  it('leaves out what is empty, also within', () => {
    expect(toFields({ __typename: 'ZoomVoiceCall', a: null, b: '', c: [], d: { e: null }, f: [{ g: null }] })).toEqual(
      [],
    );
  });

  it('keeps what looks empty and is not: zero and false', () => {
    expect(toFields({ duration: 0, active: false, incoming: true })).toEqual([
      { name: 'Duration', value: '0' },
      { name: 'Active', value: 'no' },
      { name: 'Incoming', value: 'yes' },
    ]);
  });

  it('keeps every digit of a number that came as text', () => {
    expect(toFields({ cost: '1.02516300000000000001' })).toEqual([{ name: 'Cost', value: '1.02516300000000000001' }]);
  });

  it('puts plain lists on a line and records below each other', () => {
    expect(
      toFields({ types: ['a', 'b'], tags: [{ tagId: '1' }, { tagId: '2' }], queue: { queueName: 'Sales' } }),
    ).toEqual([
      { name: 'Types', value: 'a, b' },
      { name: 'Tags', value: [[{ name: 'Tag id', value: '1' }], [{ name: 'Tag id', value: '2' }]] },
      { name: 'Queue', value: [{ name: 'Queue name', value: 'Sales' }] },
    ]);
  });
});
