import type { CallOutcome } from '../graph/generated/graphql.ts';
import { texts } from '../texts.ts';
import styles from './outcome-badge.module.css';

/** How a call ended: a word with a dot in the colour that the outcome has everywhere. */
export function OutcomeBadge({ outcome }: { readonly outcome: CallOutcome }) {
  return <span className={`${styles.badge} ${styles[toneOf(outcome)]}`}>{texts.outcome[outcome]}</span>;
}

/** What an outcome means to whoever looks through calls. */
export function toneOf(outcome: CallOutcome): 'good' | 'bad' | 'warn' | 'calm' | 'quiet' {
  switch (outcome) {
    case 'ANSWERED':
      return 'good';
    case 'MISSED':
    case 'ABANDONED':
    case 'FAILED':
      return 'bad';
    case 'BUSY':
    case 'DECLINED':
      return 'warn';
    case 'VOICEMAIL':
    case 'ONGOING':
      return 'calm';
    case 'CANCELLED':
    case 'BLOCKED':
    case 'UNKNOWN':
      return 'quiet';
  }
}
