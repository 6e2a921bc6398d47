import type { OrderDirection } from '../domain/call-session.ts';
import type { Share } from '../domain/deadlines.ts';
import type { CallPage, Question } from '../domain/provider.ts';
import type { TimeRange } from '../time/time-range.ts';

/** How much more is expected when what came was not enough. */
const GROWTH = 4;

/**
 * Reads a provider's list page by page, from wherever it is told to, and keeps the list open in between. A filter that leaves few of
 * its rows makes a walk longer than its page: the list is then opened again, for more.
 */
export function createCallPages({
  question,
  share,
  maxExpect,
  ...query
}: {
  readonly question: Question;
  readonly direction: OrderDirection;
  readonly expect: number;
  readonly maxExpect: number;
  readonly share: Share;
}) {
  let { expect } = query;
  let list: AsyncIterator<CallPage> | null = null;
  let read = 0;

  const close = (): void => {
    // Nobody waits for a list to end, least of all for one that hangs; its failing by now concerns nobody either.
    void Promise.resolve(list?.return?.()).catch(() => {});
    list = null;
  };
  return {
    /** The next page of what is left of the range; null where the list has ended. */
    async next(rest: TimeRange): Promise<CallPage | null> {
      if (list && read >= expect && expect < maxExpect) {
        close();
        expect = Math.min(maxExpect, expect * GROWTH);
      }
      if (!list) {
        list = question.list({ direction: query.direction, range: rest, expect }, share.signal)[Symbol.asyncIterator]();
        read = 0;
      }
      const open = list;
      const page = await share.ask('the list of calls', () => open.next());
      if (page.done === true) return null;
      read += page.value.calls.length;
      return page.value;
    },
    /** How many calls it expects of a list by now. */
    expect: (): number => expect,
    close,
  };
}
