import type { CallSource, DemoCall } from './call-source.ts';

/** What a vendor may still write into a call that has ended. */
export type LateChange = Partial<Pick<DemoCall, 'rating' | 'note' | 'cost' | 'isRecorded' | 'customerName'>>;

/** Calls that change after they have ended, as vendors' do: some are registered late, some go, parts come afterwards. */
export type ChangingSource = CallSource & {
  change(index: number, change: LateChange): void;
  /** Takes a call out of the vendor's books, or keeps it from being in them yet. */
  hide(index: number): void;
  /** Puts it there. */
  show(index: number): void;
};

/** Makes a source whose calls can be told to change; all of them are there to begin with. */
export function createChangingSource(source: CallSource): ChangingSource {
  const changes = new Map<number, LateChange>();
  const absent = new Set<number>();
  return {
    count: source.count,
    absent,
    at(index) {
      const change = changes.get(index);
      return change === undefined ? source.at(index) : { ...source.at(index), ...change };
    },
    change: (index, change) => void changes.set(index, { ...changes.get(index), ...change }),
    hide: (index) => void absent.add(index),
    show: (index) => void absent.delete(index),
  };
}
