import { EventEmitter } from 'node:events';
import { describe, expect, it, vi } from 'vitest';
import { closeOnSignals } from '../../src/cli/close-on-signals.ts';

/** A process that notes how it ended, over something that closes when the test says so. */
function createWorld(env: Record<string, string> = {}) {
  const clock = { now: 1_000 };
  const closing = Promise.withResolvers<void>();
  const exit = Promise.withResolvers<number>();
  const exits: number[] = [];
  const emitter = new EventEmitter();
  const program = {
    ppid: 41,
    env,
    on: (signal: string, listener: (signal: 'SIGTERM' | 'SIGINT') => void) => emitter.on(signal, listener),
    exit(code: number) {
      exits.push(code);
      exit.resolve(code);
    },
  };
  let closed = 0;
  closeOnSignals(
    () => {
      closed += 1;
      return closing.promise;
    },
    { program, now: () => clock.now, lookAtParentMs: 1 },
  );
  const signal = (name: 'SIGTERM' | 'SIGINT') => void emitter.emit(name, name);
  return { clock, closing, exits, exited: exit.promise, program, signal, closed: () => closed };
}

describe('a process that is told to stop', () => {
  it.each(['SIGTERM', 'SIGINT'] as const)('ends with 0 once what was in flight has ended after %s', async (name) => {
    const { signal, closing, exited, exits, closed } = createWorld();
    signal(name);
    expect([closed(), exits]).toEqual([1, []]);
    closing.resolve();
    expect(await exited).toBe(0);
  });

  it.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)('ends at once on a second signal, %s', (name, code) => {
    const { signal, clock, exits, closed } = createWorld();
    signal('SIGINT');
    clock.now += 251;
    signal(name);
    expect([exits, closed()]).toEqual([[code], 1]);
  });

  it('takes a signal that comes twice at once for one: npm passes on what the terminal has sent', async () => {
    const { signal, clock, closing, exited, exits } = createWorld();
    signal('SIGINT');
    clock.now += 250;
    signal('SIGINT');
    expect(exits).toEqual([]);
    closing.resolve();
    expect(await exited).toBe(0);
  });

  it('ends with 1 when it cannot stop cleanly', async () => {
    const complain = vi.spyOn(console, 'error').mockImplementation(() => {});
    const { signal, closing, exited } = createWorld();
    signal('SIGTERM');
    closing.reject(new Error('a socket would not close'));
    expect(await exited).toBe(1);
    expect(complain.mock.calls).toEqual([['Trunkline could not stop cleanly:', expect.any(Error)]]);
    complain.mockRestore();
  });
});

describe('a process that npm has started', () => {
  it('stops when the shell between them is gone', async () => {
    const { program, closing, exited } = createWorld({ npm_lifecycle_event: 'start' });
    closing.resolve();
    program.ppid = 1;
    expect(await exited).toBe(0);
  });

  it('goes on stopping when the shell goes as well', async () => {
    const { program, signal, closed } = createWorld({ npm_lifecycle_event: 'start' });
    signal('SIGINT');
    let looked = 0;
    const gone = new Promise<void>((resolve) => {
      Object.defineProperty(program, 'ppid', {
        get: () => {
          looked += 1;
          setTimeout(resolve);
          return 1;
        },
      });
    });
    await gone;
    expect([closed(), looked]).toEqual([1, 1]);
  });
});
