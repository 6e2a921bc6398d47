import { Button } from '../parts/button.tsx';
import { formatAgo, formatInstant } from '../parts/format.ts';
import { Icon } from '../parts/icon.tsx';
import { texts } from '../texts.ts';
import styles from './age.module.css';

type AgeProps = {
  /** When the oldest of it was read. */
  readonly of: string;
  readonly now: Date;
  readonly isRefreshing: boolean;
  readonly onRefresh: () => void;
};

/** How old the figures are, and the way to newer ones. */
export function Age({ of, now, isRefreshing, onRefresh }: AgeProps) {
  return (
    <span className={styles.age}>
      <time dateTime={of} title={formatInstant(of)}>
        {texts.overview.asOf(formatAgo(of, now))}
      </time>
      <Button look="bare" isIcon onPress={onRefresh} isDisabled={isRefreshing} aria-label={texts.overview.refresh}>
        <Icon name="refresh" />
      </Button>
    </span>
  );
}
