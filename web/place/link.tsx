import type { ComponentProps, MouseEvent } from 'react';
import { ROOT, go } from './use-place.ts';

type LinkProps = Omit<ComponentProps<'a'>, 'href'> & { readonly to: string };

/** A link to a page of the console: followed without loading, and opened in a tab of its own as any link is. */
export function Link({ to, onClick, ...rest }: LinkProps) {
  const follow = (event: MouseEvent<HTMLAnchorElement>): void => {
    onClick?.(event);
    const isOwnTab = event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey;
    if (event.defaultPrevented || isOwnTab || rest.target !== undefined) return;
    event.preventDefault();
    go(to);
  };
  return <a {...rest} href={new URL(to, ROOT).href} onClick={follow} />;
}
