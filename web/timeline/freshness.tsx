import { Button } from '../parts/button.tsx';
import { formatAgo, formatInstant } from '../parts/format.ts';
import { Icon } from '../parts/icon.tsx';
import { texts } from '../texts.ts';
import type { Timeline } from './create-timeline.ts';
import type { TimelineState } from './timeline-state.ts';
import styles from './freshness.module.css';

type FreshnessProps = { readonly timeline: Timeline; readonly state: TimelineState; readonly now: Date };

/** How old the newest calls on the page are, and whether new ones come by themselves. */
export function Freshness({ timeline, state, now }: FreshnessProps) {
  const { asOf } = state;
  if (asOf === null) return null;
  const [look, words] = wordsOf(state, asOf, now);
  return (
    <div className={styles.freshness}>
      <span
        className={look === null ? undefined : styles[look]}
        role="status"
        title={`${look === 'live' ? `${texts.timeline.liveText} ` : ''}${formatInstant(asOf)}`}
      >
        {words}
      </span>
      <Button look="bare" isIcon aria-label={texts.timeline.refresh} onPress={() => void timeline.refresh()}>
        <Icon name="refresh" />
      </Button>
    </div>
  );
}

function wordsOf({ follow, isNotRenewed }: TimelineState, asOf: string, now: Date): ['live' | 'lost' | null, string] {
  if (isNotRenewed) return ['lost', texts.timeline.notRenewed];
  if (follow === 'live') return ['live', texts.timeline.live];
  if (follow === 'lost') return ['lost', texts.timeline.lost];
  return [null, ageOf(asOf, now)];
}

const ageOf = (asOf: string, now: Date): string =>
  now.getTime() - Date.parse(asOf) < 60_000 ? texts.timeline.asOfNow : texts.timeline.asOf(formatAgo(asOf, now));
