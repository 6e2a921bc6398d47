import { type RefObject, useEffect, useEffectEvent } from 'react';
import { speedBeside } from './speeds.ts';
import { type Where, toCommand } from './to-command.ts';

type Keys = {
  readonly toggle: () => void;
  readonly skip: (seconds: number) => void;
  readonly setSpeed: (speed: number) => void;
  /** Asked for at each key: they come faster than it is drawn. */
  readonly speed: () => number;
};

/** Keys of the whole page while it has a player. */
export function useKeys(player: RefObject<HTMLElement | null>, { toggle, skip, setSpeed, speed }: Keys): void {
  const press = useEffectEvent((event: KeyboardEvent): void => {
    const { key, shiftKey, ctrlKey, altKey, metaKey, defaultPrevented } = event;
    const target = whereOf(event.target as Element, player.current);
    const command = toCommand({ key, shiftKey, ctrlKey, altKey, metaKey, defaultPrevented, target });
    if (command === null) return;
    event.preventDefault();
    switch (command.kind) {
      case 'toggle':
        return toggle();
      case 'skip':
        return skip(command.seconds);
      case 'speed':
        return setSpeed(speedBeside(speed(), command.steps));
    }
  });
  useEffect(() => {
    const listener = (event: KeyboardEvent): void => press(event);
    addEventListener('keydown', listener);
    return () => removeEventListener('keydown', listener);
  }, []);
}

/** What takes keys for itself: text, lists, and sliders of their own. */
const TAKES_KEYS = 'input, select, textarea, [contenteditable], [role=listbox], [role=menu], [role=dialog], pre';

function whereOf(target: Element, player: Element | null): Where {
  if (target.matches('[data-seek]')) return 'seek';
  if (target.closest(TAKES_KEYS)) return 'taken';
  const isInPlayer = player?.contains(target) === true;
  if (target.closest('button, a, summary, [role=button]')) return isInPlayer ? 'playerButton' : 'button';
  return isInPlayer ? 'player' : 'page';
}
