/**
 * Files run one after the other in a worker and share its globals: false timers that one leaves behind would let the next
 * wait for ever.
 */
if ('clock' in setTimeout)
  throw new Error(
    'An earlier test file left its false timers behind: it must restore its spies, then call vi.useRealTimers().',
  );
