import type { MediaKey } from '../../../domain/media.ts';
import type { GraphContext } from '../../../graph/context.ts';

/** A link on this server to what has bytes; it lives longer than its recording plays. */
export function linkTo(
  context: GraphContext,
  provider: string,
  { kind, nativeId, session }: MediaKey,
  durationSeconds: number | null = null,
): string | null {
  const key = { kind, nativeId, session: { nativeId: session.nativeId, startedAt: session.startedAt } };
  return context.linkTo(provider, key, durationSeconds)?.url ?? null;
}
