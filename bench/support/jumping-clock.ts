/**
 * Time that nobody waits for: it runs as ever while something is on its way, and once nothing is, it is as late as whoever
 * waits next wants it to be. So a vendor's limits count as they would, and a day of them passes in seconds.
 */
export type JumpingClock = {
  /** Keeps time from jumping until some work has ended. */
  during<Result>(work: Promise<Result>): Promise<Result>;
  /** The same for whatever the methods of something promise. */
  around<Methods extends object>(methods: Methods): Methods;
};

/** Between two requests something is signed, written, parsed: nothing is on its way once so many looks have found nothing. */
const QUIET_LOOKS = 20;
const LOOK_MS = 2;

type Waiting = { readonly due: number; readonly arrive: () => void };

/** Puts it in the place of the machine's clocks and timers, for the rest of the process. */
export function startJumpingClock(): JumpingClock {
  const realNow = performance.now.bind(performance);
  const realDate = Date.now.bind(Date);
  const { setTimeout: realSetTimeout, clearTimeout: realClearTimeout } = globalThis;
  const waiting = new Map<NodeJS.Timeout, Waiting>();
  let aheadMs = 0;
  let busy = 0;
  let quietLooks = 0;

  performance.now = () => realNow() + aheadMs;
  Date.now = () => realDate() + Math.floor(aheadMs);
  const wait = (call: (...args: unknown[]) => void, ms = 0, ...args: unknown[]): NodeJS.Timeout => {
    const arrive = (): void => {
      forget(timer);
      call(...args);
    };
    const timer = realSetTimeout(arrive, ms);
    waiting.set(timer, { due: performance.now() + ms, arrive });
    return timer;
  };
  const forget = (timer?: NodeJS.Timeout): void => {
    realClearTimeout(timer);
    if (timer !== undefined) waiting.delete(timer);
  };
  globalThis.setTimeout = wait as typeof setTimeout;
  globalThis.clearTimeout = forget as typeof clearTimeout;

  const jump = (): void => {
    quietLooks = busy > 0 ? 0 : quietLooks + 1;
    if (quietLooks < QUIET_LOOKS || waiting.size === 0) return;
    const next = Math.min(...[...waiting.values()].map(({ due }) => due));
    aheadMs += Math.max(0, next - performance.now());
    const due = [...waiting.values()].filter((one) => one.due <= performance.now()).sort((a, b) => a.due - b.due);
    for (const { arrive } of due) arrive();
    quietLooks = 0;
  };
  setInterval(jump, LOOK_MS).unref();

  const during = async <Result>(work: Promise<Result>): Promise<Result> => {
    busy += 1;
    try {
      return await work;
    } finally {
      busy -= 1;
      quietLooks = 0;
    }
  };
  return {
    during,
    around: (methods) =>
      new Proxy(methods, {
        get(target, name) {
          const value: unknown = Reflect.get(target, name);
          if (typeof value !== 'function') return value;
          return (...args: unknown[]): unknown => {
            const result: unknown = Reflect.apply(value, target, args);
            return result instanceof Promise ? during(result) : result;
          };
        },
      }),
  };
}
