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

export const PACE = {
  /** Nobody is kept longer than this by a refusal that named no time. */
  slowestPerSecond: 0.1,
  /** What the first refusal is taken to have refused at least: one request alone tells little. */
  fewestPerSecond: 2,
  /** How long a pace takes to creep back to what it was before it fell. */
  recoverySeconds: 20,
  /** A pace that has crept up to this holds nobody back. */
  forgottenPerSecond: 1000,
};

/** Makes a pace that holds nobody back. */
export function createPace(): Pace {
  let fallen = Infinity;
  let fellAt = -Infinity;
  let lastAt = -Infinity;
  let sent: readonly number[] = [];
  let answered: readonly number[] = [];

  const perSecond = (): number =>
    fallen === Infinity ? Infinity : fallen * 2 ** ((performance.now() - fellAt) / 1000 / PACE.recoverySeconds);

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
      const [sentLately, answeredLately] = [ofLastSecond(sent).length, ofLastSecond(answered).length];
      const fall = fallenPace({ current: perSecond(), sent: sentLately, answered: answeredLately });
      fallen = fall.perSecond;
      fellAt = performance.now();
      lastAt = fellAt + fall.restMs;
    },
  };
}

/** The pace after a refusal, by what was sent and answered in the second before it, and how long to rest first. */
export function fallenPace({
  current,
  sent,
  answered,
}: Readonly<Record<'current' | 'sent' | 'answered', number>>): Readonly<Record<'perSecond' | 'restMs', number>> {
  const refused = Math.min(current, Math.max(PACE.fewestPerSecond, sent));
  // What got through in the last second is the limit itself, as far as anybody has seen it.
  const perSecond = Math.max(PACE.slowestPerSecond, Math.min(refused / 2, answered || Infinity));
  // A vendor that counts by the second has forgotten the last one by then.
  return { perSecond, restMs: Math.max(0, 1000 - 1000 / perSecond) };
}

export function ofLastSecond(times: readonly number[]): readonly number[] {
  const since = performance.now() - 1000;
  return times.filter((at) => at > since);
}
