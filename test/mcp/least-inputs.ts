/** A call of another system. */
export const ELSEWHERE = {
  provider: 'portal',
  extension: '101',
  number: '+441134960125',
  direction: 'INBOUND',
  externalId: 'x-3',
};

/** What each tool needs at least. */
export const LEAST_INPUTS: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  call: { id: 'anything' },
  recording: { id: 'anything' },
  customer_history: { number: '+442079460000' },
  register_call: ELSEWHERE,
  finish_call: { provider: 'portal', callId: 'x', durationSeconds: 1, isAnswered: true },
  attach_recording: { provider: 'portal', callId: 'x', url: 'https://example.com/a.mp3' },
};
