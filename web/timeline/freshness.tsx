import { Button } from '../parts/button.tsx';
import { formatAgo, formatInstant } from '../parts/format.ts';
import { Icon } from '../parts/icon.tsx';
import { texts } from '../texts.ts';
import type { Timeline } from './create-timeline.ts';
import type { TimelineState } from './timeline-state.ts';
import styles from './freshness.module.css';

type FreshnessProps = { readonly timeline: Timeline; readonly state: TimelineState; readonly now: Date };

/** How old the newest calls on the page are, and whether new ones come by themselves. */
export function Freshness({ timeline, state: { asOf, follow }, now }: FreshnessProps) {
  if (asOf === null) return null;
  const isLive = follow === 'live';
  return (
    <div className={styles.freshness}>
      <span
        className={isLive ? styles.live : follow === 'lost' ? styles.lost : undefined}
        role="status"
        title={`${isLive ? `${texts.timeline.liveText} ` : ''}${formatInstant(asOf)}`}
      >
        {isLive ? texts.timeline.live : follow === 'lost' ? texts.timeline.lost : ageOf(asOf, now)}
      </span>
      <Button look="bare" isIcon aria-label={texts.timeline.refresh} onPress={() => void timeline.refresh()}>
        <Icon name="refresh" />
      </Button>
    </div>
  );
}

const ageOf = (asOf: string, now: Date): string =>
  now.getTime() - Date.parse(asOf) < 60_000 ? texts.timeline.asOfNow : texts.timeline.asOf(formatAgo(asOf, now));
