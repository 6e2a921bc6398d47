import type { Instant } from '../time/instant.ts';
import type { CallOutcome } from '../domain/outcome.ts';
import { createRandom } from './create-random.ts';

/** The kinds of provider whose vendors the demo plays. */
export const DEMO_KINDS = ['bitrix24', 'callgear', 'voximplant', 'zoom-contact-center'] as const;
export type DemoKind = (typeof DEMO_KINDS)[number];

/** One call as it really happened, before any vendor writes it down in its own way. */
export type DemoCall = {
  /** Its place in the source, in order of start; vendors make their ids from it. */
  readonly index: number;
  readonly startedAt: Instant;
  readonly direction: 'INBOUND' | 'OUTBOUND';
  readonly outcome: Exclude<CallOutcome, 'ONGOING' | 'UNKNOWN'>;
  readonly durationSeconds: number;
  readonly talkSeconds: number;
  readonly waitSeconds: number;
  /** E.164 with "+". */
  readonly customerNumber: string;
  readonly customerName: string | null;
  readonly lineNumber: string;
  /** Index into DEMO_AGENTS; null where nobody took part. */
  readonly agent: number | null;
  /** A second agent the call was transferred to. */
  readonly transferredTo: number | null;
  /** Index into DEMO_QUEUES. */
  readonly queue: number | null;
  readonly isRecorded: boolean;
  /** Decimal text, four places. */
  readonly cost: string;
  /** 1 to 5, or null. */
  readonly rating: number | null;
  readonly note: string | null;
  /** The same real call in another vendor's source: this vendor wrote down the other's id. */
  readonly twin: { readonly kind: DemoKind; readonly index: number } | null;
};

/** A vendor's calls in order of start. Rows are made when asked for, so that a source can have any number of them. */
export type CallSource = {
  readonly count: number;
  at(index: number): DemoCall;
  /** Indexes of calls that are not in the vendor's books now: not written down yet, or removed. */
  readonly absent?: ReadonlySet<number>;
};

/** Whether a call is missing from the vendor's books, however long ago it ended. */
export const isAbsent = ({ absent }: CallSource, index: number): boolean => absent?.has(index) === true;

/** The index before which every call is surely there, if what started before the instant has ended. */
export const allThereBefore = (source: CallSource, instant: Instant): number =>
  (source.absent?.size ?? 0) > 0 ? 0 : indexAtOrAfter(source, instant);

/** First index whose call starts at or after the instant. */
export function indexAtOrAfter(source: CallSource, instant: Instant): number {
  let low = 0;
  let high = source.count;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (source.at(middle).startedAt < instant) low = middle + 1;
    else high = middle;
  }
  return low;
}

export const DEMO_AGENTS = [
  { name: 'Ada Marsh', email: 'ada.marsh@example.com', extension: '101', isActive: true },
  { name: 'Ben Okafor', email: 'ben.okafor@example.com', extension: '102', isActive: true },
  { name: 'Clara Nilsson', email: 'clara.nilsson@example.com', extension: '103', isActive: true },
  { name: 'Dmitri Volkov', email: 'dmitri.volkov@example.com', extension: '104', isActive: true },
  { name: 'Elena Rossi', email: 'elena.rossi@example.com', extension: '105', isActive: false },
  { name: 'Farid Haddad', email: 'farid.haddad@example.com', extension: '106', isActive: true },
  { name: 'Grace Kim', email: 'grace.kim@example.com', extension: '107', isActive: true },
  { name: 'Hugo Lambert', email: 'hugo.lambert@example.com', extension: '108', isActive: true },
] as const;

export const DEMO_QUEUES = ['Sales', 'Support', 'Billing'] as const;

const CUSTOMER_NAMES = ['Iris Webb', 'Jonas Falk', 'Kamala Rao', 'Liam Ortega', 'Mona Sato', null, null, null];
const NOTES = ['asked for a call back', 'wants an invoice', 'delivery moved to Friday'];
const OUTCOMES: readonly [DemoCall['outcome'], number][] = [
  ['ANSWERED', 0.68],
  ['MISSED', 0.1],
  ['ABANDONED', 0.07],
  ['BUSY', 0.05],
  ['DECLINED', 0.03],
  ['CANCELLED', 0.02],
  ['VOICEMAIL', 0.02],
  ['FAILED', 0.02],
  ['BLOCKED', 0.01],
];

/** Makes the call of an index: everything about it follows from seed, index and start. */
export function makeCall(seed: number, index: number, startedAt: Instant): DemoCall {
  const random = createRandom(seed * 1_000_003 + index);
  const pick = (count: number) => Math.floor(random() * count);
  const direction = random() < 0.62 ? 'INBOUND' : 'OUTBOUND';
  const outcome = pickOutcome(random(), direction);
  const isTalk = outcome === 'ANSWERED';
  const waitSeconds = outcome === 'BLOCKED' || outcome === 'FAILED' ? 0 : 2 + pick(40);
  const talkSeconds = isTalk ? 15 + Math.floor(random() ** 3 * 1500) : 0;
  const hasAgent = isTalk || outcome === 'MISSED' || outcome === 'DECLINED' || direction === 'OUTBOUND';
  const agent = hasAgent ? pick(DEMO_AGENTS.length) : null;
  const isTransferred = isTalk && random() < 0.08;
  return {
    index,
    startedAt,
    direction,
    outcome,
    durationSeconds: waitSeconds + talkSeconds + (outcome === 'VOICEMAIL' ? 20 : 0),
    talkSeconds,
    waitSeconds,
    customerNumber: customerNumber(pick(CUSTOMERS)),
    customerName: CUSTOMER_NAMES[pick(CUSTOMER_NAMES.length)] ?? null,
    lineNumber: `+44207946${String(pick(6)).padStart(4, '0')}`,
    agent,
    transferredTo: isTransferred && agent !== null ? (agent + 1) % DEMO_AGENTS.length : null,
    queue: direction === 'INBOUND' ? pick(DEMO_QUEUES.length) : null,
    isRecorded: isTalk && random() < 0.8,
    cost: (talkSeconds * 0.0125).toFixed(4),
    rating: isTalk && random() < 0.3 ? 1 + pick(5) : null,
    note: random() < 0.1 ? (NOTES[pick(NOTES.length)] ?? null) : null,
    twin: null,
  };
}

/** Leeds, Sheffield, Leicester, Bristol, Reading: Ofcom keeps a thousand numbers in each free for fiction. */
const TOWNS = ['113', '114', '116', '117', '118'] as const;
const CUSTOMERS = 1000 * TOWNS.length;

const customerNumber = (customer: number): string =>
  `+44${TOWNS[Math.floor(customer / 1000)]}4960${String(customer % 1000).padStart(3, '0')}`;

function pickOutcome(value: number, direction: DemoCall['direction']): DemoCall['outcome'] {
  let rest = value;
  for (const [outcome, share] of OUTCOMES) {
    rest -= share;
    if (rest >= 0) continue;
    if (direction === 'OUTBOUND' && (outcome === 'ABANDONED' || outcome === 'VOICEMAIL')) return 'CANCELLED';
    if (direction === 'INBOUND' && outcome === 'CANCELLED') return 'MISSED';
    return outcome;
  }
  return 'ANSWERED';
}
