import type { CSSProperties } from 'react';
import { Button } from '../parts/button.tsx';
import { texts } from '../texts.ts';
import type { Side } from './timeline-state.ts';
import styles from './call-list.module.css';

type EndRowProps = {
  readonly older: Side;
  readonly columns: number;
  readonly style: CSSProperties;
  readonly onAgain: () => unknown;
};

/** What stands below the oldest row: that more is coming, that there is no more, or that it could not be read. */
export function EndRow({ older, columns, style, onAgain }: EndRowProps) {
  return (
    <div role="row" className={styles.end} style={style}>
      <div role="gridcell" aria-colspan={columns}>
        {older.state === 'failed' ? (
          <>
            {texts.timeline.olderFailed} <Button onPress={() => void onAgain()}>{texts.state.again}</Button>
          </>
        ) : older.state === 'end' ? (
          texts.timeline.noOlder
        ) : (
          texts.timeline.readingOlder
        )}
      </div>
    </div>
  );
}
