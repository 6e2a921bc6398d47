/** What the promise brings, or the signal's reason as soon as it is aborted. Leaves no listener behind. */
export function untilAborted<Value>(promise: Promise<Value>, signal: AbortSignal): Promise<Value> {
  const gone = Promise.withResolvers<never>();
  const leave = (): void => gone.reject(signal.reason);
  if (signal.aborted) leave();
  else signal.addEventListener('abort', leave, { once: true });
  return Promise.race([gone.promise, promise]).finally(() => signal.removeEventListener('abort', leave));
}
