import { formatNumber } from '../parts/format.ts';
import { Icon } from '../parts/icon.tsx';
import { Button } from '../parts/button.tsx';
import { texts } from '../texts.ts';
import type { Timeline } from './create-timeline.ts';
import type { TimelineState } from './timeline-state.ts';
import styles from './waiting-pill.module.css';

type WaitingPillProps = {
  readonly timeline: Timeline;
  readonly state: TimelineState;
  readonly onNewest: () => void;
};

/** The way to what is new, above what is being read. */
export function WaitingPill({ timeline, state: { waiting, newer }, onNewest }: WaitingPillProps) {
  if (newer.state === 'failed')
    return (
      <div className={styles.place} role="status">
        <Button onPress={() => void timeline.readNewer()}>
          <Icon name="warning" />
          {texts.timeline.newerFailed}
        </Button>
      </div>
    );
  const isAway = newer.state !== 'end';
  if (waiting.length === 0 && !isAway) return null;
  return (
    <div className={styles.place} role="status">
      <Button look={waiting.length > 0 ? 'solid' : 'plain'} onPress={isAway ? onNewest : timeline.showWaiting}>
        <Icon name="arrowUp" />
        {waiting.length > 0
          ? texts.timeline.waiting(waiting.length, formatNumber(waiting.length))
          : texts.timeline.toNewest}
      </Button>
    </div>
  );
}
