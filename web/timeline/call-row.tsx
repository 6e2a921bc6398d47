import { memo } from 'react';
import type { Column } from './columns.tsx';
import type { Call } from './queries.ts';
import styles from './call-row.module.css';

type CallRowProps = {
  readonly call: Call;
  /** Which row of the grid it is. */
  readonly index: number;
  readonly columns: readonly Column[];
  readonly top: string;
  readonly isActive: boolean;
  /** It came a moment ago, before the viewer's eyes. */
  readonly isFresh: boolean;
  readonly hidden: ReadonlySet<string>;
  readonly onActivate: (id: string) => void;
};

/** One call. A click anywhere on it opens it. */
export const CallRow = memo(function CallRow({
  call,
  index,
  columns,
  top,
  isActive,
  isFresh,
  hidden,
  onActivate,
}: CallRowProps) {
  return (
    <div
      role="row"
      aria-rowindex={index}
      className={styles.row}
      style={{ transform: top }}
      data-fresh={isFresh || undefined}
      onFocus={() => onActivate(call.id)}
    >
      {columns.map(({ id, isNumber, cell }) => (
        <div key={id} role="gridcell" data-column={id} className={isNumber ? styles.number : styles.cell}>
          {cell(call, { isActive, hidden })}
        </div>
      ))}
    </div>
  );
});
