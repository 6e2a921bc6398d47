/** What a key does to the player. */
export type Command =
  | { readonly kind: 'toggle' }
  | { readonly kind: 'skip'; readonly seconds: number }
  | { readonly kind: 'speed'; readonly steps: 1 | -1 };

/** What is read of a key that was pressed, and of where. */
export type PressedKey = {
  readonly key: string;
  readonly shiftKey: boolean;
  readonly ctrlKey: boolean;
  readonly altKey: boolean;
  readonly metaKey: boolean;
  readonly defaultPrevented: boolean;
  readonly target: Where;
};

/** Where the focus is: in the player, on its seek bar, on a button or a link, on what takes keys for itself, or elsewhere. */
export type Where = 'page' | 'player' | 'seek' | 'button' | 'playerButton' | 'taken';

const STEP_SECONDS = 5;
const LEAP_SECONDS = 30;

/** Reads a key; null leaves it to the page. Up and down scroll the page until the focus is in the player. */
export function toCommand(pressed: PressedKey): Command | null {
  const { key, shiftKey, target } = pressed;
  if (pressed.defaultPrevented || pressed.ctrlKey || pressed.altKey || pressed.metaKey || target === 'taken')
    return null;
  const isInPlayer = target === 'player' || target === 'playerButton' || target === 'seek';
  switch (key) {
    case ' ':
      // A button or a link that has the focus is pressed by it.
      return target === 'button' || target === 'playerButton' || shiftKey ? null : { kind: 'toggle' };
    case 'ArrowLeft':
      return { kind: 'skip', seconds: shiftKey ? -LEAP_SECONDS : -STEP_SECONDS };
    case 'ArrowRight':
      return { kind: 'skip', seconds: shiftKey ? LEAP_SECONDS : STEP_SECONDS };
    case 'ArrowUp':
      return isInPlayer && !shiftKey ? { kind: 'speed', steps: 1 } : null;
    case 'ArrowDown':
      return isInPlayer && !shiftKey ? { kind: 'speed', steps: -1 } : null;
    default:
      return null;
  }
}
