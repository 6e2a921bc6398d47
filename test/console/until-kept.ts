import { setTimeout as wait } from 'node:timers/promises';
import { askGraph } from './ask-graph.ts';

type Answer = { readonly providers: readonly { readonly history: { readonly state: string } | null }[] };

/** Waits until the history of every system is kept. The script that takes screenshots waits so too, without vitest. */
export async function untilKept(url: string): Promise<void> {
  const end = Date.now() + 90_000;
  for (;;) {
    const { providers } = await askGraph<Answer>(url, '{ providers { history { state } } }');
    const states = providers.map(({ history }) => history?.state);
    if (states.every((state) => state === 'CURRENT')) return;
    if (Date.now() > end) throw new Error(`The histories are not kept after 90 seconds: ${states.join(', ')}`);
    await wait(200);
  }
}
