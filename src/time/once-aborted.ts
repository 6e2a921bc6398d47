/** Acts when the signal is aborted, also where that has happened already: a listener would wait for ever. */
export function onceAborted(signal: AbortSignal, act: () => void): void {
  if (signal.aborted) act();
  else signal.addEventListener('abort', act, { once: true });
}
