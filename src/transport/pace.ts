/**
 * The pace that a vendor's refusals teach: no limit until the first, then half of what was refused, creeping up until the
 * next.
 */
export type Pace = {
  /** Milliseconds until the next request may go; 0 for now. */
  msUntil(): number;
  /** Requests a second that it lets through now; Infinity while nothing was refused. */
  perSecond(): number;
  noteSent(): void;
  noteAnswer(): void;
  /** A request that was sent then has been refused. */
  noteRefusal(sentAt: number): void;
};

/** Nobody is kept longer than this by a refusal that named no time. */
const SLOWEST_PER_SECOND = 0.1;
/** What the first refusal is taken to have refused at least: one request alone tells little. */
const FEWEST_PER_SECOND = 2;
/** How long a pace takes to creep back to what it was before it fell. */
const RECOVERY_SECONDS = 20;

/** Makes a pace that holds nobody back. */
export function createPace(): Pace {
  let fallen = Infinity;
  let fellAt = -Infinity;
  let lastAt = -Infinity;
  let sent: readonly number[] = [];
  let answered: readonly number[] = [];

  const perSecond = (): number =>
    fallen === Infinity ? Infinity : fallen * 2 ** ((performance.now() - fellAt) / 1000 / RECOVERY_SECONDS);

  return {
    perSecond,
    msUntil: () => (fallen === Infinity ? 0 : Math.max(0, lastAt + 1000 / perSecond() - performance.now())),
    noteSent() {
      lastAt = performance.now();
      sent = [...ofLastSecond(sent), lastAt];
    },
    noteAnswer() {
      answered = [...ofLastSecond(answered), performance.now()];
    },
    noteRefusal(sentAt) {
      // Those that were on their way when the pace fell say nothing of the pace it has now.
      if (sentAt <= fellAt) return;
      const refused = Math.min(perSecond(), Math.max(FEWEST_PER_SECOND, ofLastSecond(sent).length));
      // What got through in the last second is the limit itself, as far as anybody has seen it.
      const passed = ofLastSecond(answered).length || Infinity;
      fallen = Math.max(SLOWEST_PER_SECOND, Math.min(refused / 2, passed));
      fellAt = performance.now();
      // A vendor that counts by the second has forgotten the last one by then.
      lastAt = fellAt + Math.max(0, 1000 - 1000 / fallen);
    },
  };
}

function ofLastSecond(times: readonly number[]): readonly number[] {
  const since = performance.now() - 1000;
  return times.filter((at) => at > since);
}
