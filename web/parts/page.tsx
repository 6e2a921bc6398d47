import { type ReactNode, useEffect } from 'react';
import { texts } from '../texts.ts';
import styles from './page.module.css';

type PageProps = {
  readonly title: string;
  /** The way back to where this page belongs, in front of its title. */
  readonly before?: ReactNode;
  /** What can be done with the whole page, at the end of its first line. */
  readonly actions?: ReactNode;
  /** The page scrolls by itself (a virtual list): it fills the window and no more. */
  readonly isFixed?: boolean;
  readonly children: ReactNode;
};

/** A page of the console: its title is the tab's too. */
export function Page({ title, before, actions, isFixed = false, children }: PageProps) {
  useEffect(() => {
    document.title = `${title} · ${texts.shell.name}`;
  }, [title]);
  return (
    <main id="content" tabIndex={-1} className={`${styles.page} ${isFixed ? styles.fixed : ''}`}>
      <header className={styles.header}>
        {before}
        <h1>{title}</h1>
        <div className={styles.actions}>{actions}</div>
      </header>
      {children}
    </main>
  );
}
