import { type ReactNode, useEffect, useId, useRef } from 'react';
import { hasGone } from '../place/use-place.ts';
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
  const id = useId();
  const main = useRef<HTMLElement>(null);
  // Whoever came from another page goes on reading here, and hears its name.
  useEffect(() => {
    if (hasGone()) main.current?.focus({ preventScroll: true });
  }, []);
  useEffect(() => {
    document.title = `${title} · ${texts.shell.name}`;
  }, [title]);
  return (
    <main
      id="content"
      ref={main}
      tabIndex={-1}
      aria-labelledby={id}
      className={`${styles.page} ${isFixed ? styles.fixed : ''}`}
    >
      <header className={styles.header}>
        {before}
        <h1 id={id}>{title}</h1>
        <div className={styles.actions}>{actions}</div>
      </header>
      {children}
    </main>
  );
}
