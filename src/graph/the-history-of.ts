import type { KeptHistory } from '../domain/kept-history.ts';
import type { GraphContext } from './context.ts';
import { createGraphError } from './graph-error.ts';

/** The history that this server keeps. Throws HISTORY_OFF where it keeps none. */
export function theHistoryOf({ history }: Pick<GraphContext, 'history'>): KeptHistory {
  if (history !== null) return history;
  throw createGraphError(
    'HISTORY_OFF',
    'This server keeps no history, so it cannot tell what has changed. `history` in its settings switches it on.',
  );
}
