import { texts } from '../texts.ts';
import styles from './skeleton.module.css';

/** Stands where lines of text will be, while they are read. */
export function Skeleton({ lines = 3 }: { readonly lines?: number }) {
  return (
    <div role="status" aria-label={texts.state.loading} className={styles.lines}>
      {Array.from({ length: lines }, (_, index) => (
        <span key={index} className={styles.line} />
      ))}
    </div>
  );
}
