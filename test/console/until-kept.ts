import { expect, vi } from 'vitest';
import { askGraph } from './ask-graph.ts';

type Answer = { readonly providers: readonly { readonly history: { readonly state: string } | null }[] };

/** Waits until the history of every system is kept. */
export async function untilKept(url: string): Promise<void> {
  await vi.waitFor(
    async () => {
      const { providers } = await askGraph<Answer>(url, '{ providers { history { state } } }');
      expect(new Set(providers.map(({ history }) => history?.state))).toEqual(new Set(['CURRENT']));
    },
    { timeout: 90_000, interval: 200 },
  );
}
