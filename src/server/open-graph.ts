import { IncomingMessage } from 'node:http';
import { Socket } from 'node:net';
import type { Ask } from '../domain/ask.ts';
import type { Caller } from '../domain/caller.ts';
import { assemble } from './assemble.ts';
import { noteCaller } from './auth/callers.ts';
import { createAsk } from './ask-in-process.ts';
import type { TrunklineTools } from './lasting.ts';
import type { Settings } from './settings.ts';

/** A command walks once, and never back: it needs no more than what its next page begins with. */
const ROWS_OF_ONE_WALK = 3000;

/** Puts the graph over providers and store for a command, beside a server or alone. Nothing listens. */
export async function openGraph(settings: Settings, tools: TrunklineTools) {
  const { first } = assemble(settings, { ...tools, keptRows: ROWS_OF_ONE_WALK });
  first.history.open();
  // Until an account is known, nothing of it is read from the store.
  await first.history.opened();
  return {
    /** Asks it in somebody's name, until the signal ends it. */
    askAs(caller: Caller, signal: AbortSignal): Ask {
      const request = new IncomingMessage(new Socket());
      noteCaller(request, caller);
      return createAsk(first.ownGraphql, request, signal);
    },
    async close(): Promise<void> {
      first.hangUp();
      await first.dispose();
      await first.history.stop();
      await Promise.all(first.vendors.map((vendor) => vendor.close()));
      await tools.store?.close();
    },
  };
}
