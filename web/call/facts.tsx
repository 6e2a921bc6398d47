import type { ReactNode } from 'react';
import styles from './facts.module.css';

/** A label with its value. */
type Fact = { readonly label: string; readonly value: ReactNode };

type FactsProps = { readonly facts: readonly Fact[] };

/** Labels and values in two aligned columns. */
export const Facts = ({ facts }: FactsProps) => <dl className={styles.facts}>{facts.map(toPair)}</dl>;

/** Figures beside each other, each under its label. */
export const Figures = ({ facts }: FactsProps) => <dl className={styles.figures}>{facts.map(toPair)}</dl>;

const toPair = ({ label, value }: Fact) => (
  <div key={label}>
    <dt>{label}</dt>
    <dd>{value}</dd>
  </div>
);
