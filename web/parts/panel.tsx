import { type ReactNode, useId } from 'react';
import styles from './panel.module.css';

type PanelProps = {
  readonly title: string;
  /** What belongs to the title: how many there are, what is counted. */
  readonly note?: ReactNode;
  /** What can be done with it, at the end of its first line. */
  readonly actions?: ReactNode;
  readonly className?: string | undefined;
  /** Shows what was read before, while it is read anew. */
  readonly isBusy?: boolean;
  readonly children: ReactNode;
};

/** A part of a page that stands for itself: a title, and below it one thing to look at. */
export function Panel({ title, note, actions, className = '', isBusy = false, children }: PanelProps) {
  const id = useId();
  return (
    <section className={`${styles.panel} ${className}`} aria-labelledby={id} aria-busy={isBusy}>
      <header className={styles.header}>
        <h2 id={id}>{title}</h2>
        {note !== undefined && <div className={styles.note}>{note}</div>}
        {actions !== undefined && <div className={styles.actions}>{actions}</div>}
      </header>
      {children}
    </section>
  );
}
