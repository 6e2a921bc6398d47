import { DEMO_AGENTS, type DemoCall } from './call-source.ts';

/** Something that was said in a call: from when to when, in seconds from the beginning of its recording, and by whom. */
export type Sentence = {
  readonly from: number;
  readonly to: number;
  readonly by: 'agent' | 'customer';
  readonly words: string;
};

const MATTERS: readonly (readonly [customer: string, agent: string])[] = [
  ['My parcel has not arrived yet.', 'It left our warehouse on Monday, and comes tomorrow.'],
  ['I would like a copy of my invoice, please.', 'I have just sent it to your mailbox.'],
  ['I want to cancel my subscription.', 'It ends with this month. Is there anything that we did wrong?'],
  ['The router has been blinking red since this morning.', 'Please unplug it & wait for ten seconds.'],
  ['You charged me twice: 20 < 40, is it not?', 'You are right, I have refunded the difference.'],
];

/** What people said in a call: everything about it follows from the call. */
export function conversationOf(call: DemoCall): readonly Sentence[] {
  const [matter, answer] = MATTERS[Math.floor(call.index / 5) % MATTERS.length]!;
  const agent = DEMO_AGENTS[call.agent ?? 0]?.name ?? 'your agent';
  const said: readonly (readonly [Sentence['by'], string])[] = [
    ['agent', `Thank you for calling, you are speaking with ${agent}. How may I help?`],
    ['customer', `Hello, this is ${call.customerName ?? 'a customer of yours'}. ${matter}`],
    ['agent', answer],
    ['customer', 'Thank you, goodbye.'],
  ];
  const each = Math.max(1, Math.floor(call.talkSeconds / said.length));
  return said.map(([by, words], index) => ({ from: index * each, to: (index + 1) * each, by, words }));
}

/** Hours, minutes and seconds: "00:01:04". */
export const toClock = (seconds: number): string => new Date(seconds * 1000).toISOString().slice(11, 19);
