import { texts } from '../texts.ts';
import styles from './loading-rows.module.css';

/** Stands where the first calls will be. */
export function LoadingRows() {
  return (
    <div role="status" aria-label={texts.state.loading} className={styles.rows}>
      {Array.from({ length: 14 }, (_, index) => (
        <div key={index} className={styles.row}>
          <span />
          <span />
          <span />
          <span />
        </div>
      ))}
    </div>
  );
}
