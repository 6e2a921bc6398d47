import type { MouseEvent, ReactNode } from 'react';
import { keepKey, useKey } from './caller/key.ts';
import { Button } from './parts/button.tsx';
import { Icon, type IconName } from './parts/icon.tsx';
import { useTheme } from './parts/theme.ts';
import { Link } from './place/link.tsx';
import { pathOf } from './place/route.ts';
import { ROOT, useRoute } from './place/use-place.ts';
import { texts } from './texts.ts';
import styles from './shell.module.css';

const PAGES = [
  { page: 'calls', to: pathOf.calls(), icon: 'calls' },
  { page: 'overview', to: pathOf.overview(), icon: 'overview' },
  { page: 'systems', to: pathOf.systems(), icon: 'systems' },
] as const;

const THEME_ICONS = { system: 'screen', light: 'sun', dark: 'moon' } as const satisfies Record<string, IconName>;

/** What stands around every page: the way to the others, beside it or on a phone below. */
export function Shell({ children }: { readonly children: ReactNode }) {
  const route = useRoute();
  const [theme, nextTheme] = useTheme();
  const { key } = useKey();
  const current = route.page === 'call' ? 'calls' : route.page;
  return (
    <div className={styles.shell}>
      <a className={styles.skip} href="#content" onClick={skip}>
        {texts.shell.skip}
      </a>
      <nav className={styles.nav} aria-label={texts.shell.pages}>
        <Link to={pathOf.calls()} className={styles.name}>
          <span className={styles.mark} aria-hidden="true" />
          {texts.shell.name}
        </Link>
        <ul className={styles.pages}>
          {PAGES.map(({ page, to, icon }) => (
            <li key={page}>
              <Link to={to} className={styles.page} aria-current={page === current ? 'page' : undefined}>
                <Icon name={icon} />
                {texts.shell[page]}
              </Link>
            </li>
          ))}
        </ul>
        <div className={styles.tools}>
          <a className={styles.page} href={new URL('graphql', ROOT).href}>
            <Icon name="graph" />
            {texts.shell.graphiql}
          </a>
          <div className={styles.buttons}>
            <Button look="bare" isIcon onPress={nextTheme} aria-label={texts.shell.theme[theme]}>
              <Icon name={THEME_ICONS[theme]} />
            </Button>
            {key !== null && (
              <Button look="bare" isIcon onPress={() => keepKey(null)} aria-label={texts.shell.forgetKey}>
                <Icon name="key" />
              </Button>
            )}
          </div>
        </div>
      </nav>
      {children}
    </div>
  );
}

/** Without following the link: its address would be that of the base of the page. */
function skip(event: MouseEvent): void {
  event.preventDefault();
  document.querySelector<HTMLElement>('#content')?.focus();
}
