import { describe, expect, it } from 'vitest';
import { withConcurrency } from '../../src/transport/with-concurrency.ts';
import { READ, createOpenSend, never } from './exchange-stub.ts';

const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('withConcurrency', () => {
  it('sends no more than its limit at a time, the others in order', async () => {
    const { send, asked } = createOpenSend<string>();
    const ask = withConcurrency(send, 2);
    const answers = ['a', 'b', 'c', 'd'].map((operation) => ask({ ...READ, operation }, never()));
    await settle();
    expect(asked.map(({ request }) => request.operation)).toEqual(['a', 'b']);
    asked[1]?.fail(new Error('broken'));
    await expect(answers[1]).rejects.toThrow('broken');
    await settle();
    expect(asked.map(({ request }) => request.operation)).toEqual(['a', 'b', 'c']);
    asked[0]?.answer('A');
    await settle();
    expect(asked).toHaveLength(4);
    asked.forEach(({ answer }) => answer('done'));
    expect(await Promise.all([answers[0], answers[2], answers[3]])).toEqual(['A', 'done', 'done']);
  });

  it('leaves the queue when the caller goes away, without taking a place', async () => {
    const { send, asked } = createOpenSend<string>();
    const ask = withConcurrency(send, 1);
    const first = ask(READ, never());
    const caller = new AbortController();
    const second = ask(READ, caller.signal);
    const third = ask({ ...READ, operation: 'third' }, never());
    caller.abort(new Error('gone'));
    await expect(second).rejects.toThrow('gone');
    asked[0]?.answer('one');
    await first;
    await settle();
    expect(asked.map(({ request }) => request.operation)).toEqual(['vendor.calls', 'third']);
    asked[1]?.answer('three');
    expect(await third).toBe('three');
  });
});
