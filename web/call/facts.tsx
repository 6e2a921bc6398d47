import type { ReactNode } from 'react';
import styles from './facts.module.css';

/** A label with its value. */
export type Fact = { readonly label: string; readonly value: ReactNode };

/** Labels and values in two aligned columns. */
export function Facts({ facts }: { readonly facts: readonly Fact[] }) {
  return (
    <dl className={styles.facts}>
      {facts.map(({ label, value }) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

/** Figures beside each other, each under its label. */
export function Figures({ facts }: { readonly facts: readonly Fact[] }) {
  return (
    <dl className={styles.figures}>
      {facts.map(({ label, value }) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
