import type { ReactNode } from 'react';
import type { PartError } from '../graph/error-at.ts';
import { Button } from '../parts/button.tsx';
import { Icon } from '../parts/icon.tsx';
import { Skeleton } from '../parts/skeleton.tsx';
import { texts } from '../texts.ts';
import styles from './part-state.module.css';

/** What a part says where it has nothing to show. */
export function PartNote({ children }: { readonly children: ReactNode }) {
  return <p className={styles.note}>{children}</p>;
}

/** A part that the server could not give: its words, and the way to ask again where asking can help. */
export function PartFailed({ error, onAgain }: { readonly error: PartError; readonly onAgain: () => void }) {
  return (
    <div className={styles.failed} role="status">
      <Icon name={error.isForbidden ? 'key' : 'warning'} />
      <div>
        <p className={styles.what}>{error.isForbidden ? texts.state.missingScope : texts.call.partFailed}</p>
        <p>{error.message}</p>
      </div>
      {!error.isForbidden && <Button onPress={onAgain}>{texts.state.again}</Button>}
    </div>
  );
}

type PartStateProps<Value> = {
  /** Null: the server has nothing. Undefined: it has not answered yet. */
  readonly value: Value | null | undefined;
  readonly error: PartError | null;
  readonly onAgain: () => void;
  readonly lines?: number;
  /** Whether there is nothing to show: an empty list, unless told otherwise. */
  readonly isEmpty?: (value: Value) => boolean;
  /** What is said then. */
  readonly empty: ReactNode;
  readonly children: (value: Value) => ReactNode;
};

/** One of four: being read, failed, nothing there, or the thing itself. */
export function PartState<Value>({
  value,
  error,
  onAgain,
  lines = 3,
  isEmpty = (value) => Array.isArray(value) && value.length === 0,
  empty,
  children,
}: PartStateProps<Value>) {
  if (value === undefined && error === null) return <Skeleton lines={lines} />;
  if (error !== null && (value === null || value === undefined)) return <PartFailed error={error} onAgain={onAgain} />;
  if (value === null || value === undefined || isEmpty(value)) return <PartNote>{empty}</PartNote>;
  return children(value);
}
