import styles from './meter.module.css';

type MeterProps = {
  /** What is measured, for screen readers: what is seen says it beside. */
  readonly label: string;
  /** Of 1. */
  readonly share: number;
  readonly tone?: 'accent' | 'good' | 'warn' | 'bad';
};

/** How much there is of a whole. */
export function Meter({ label, share, tone = 'accent' }: MeterProps) {
  const percent = Math.min(100, Math.max(0, share * 100));
  return (
    <div
      className={`${styles.meter} ${styles[tone]}`}
      role="meter"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={Math.floor(percent)}
    >
      <span style={{ width: `${percent}%` }} />
    </div>
  );
}
