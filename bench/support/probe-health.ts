import { setTimeout as delay } from 'node:timers/promises';
import { createClient } from './client.ts';

const EVERY_MS = 20;

/** Asks an address again and again from a process of its own; every later message is answered with the longest it took. */
process.once('message', (url) => {
  const client = createClient({});
  let longest = 0;
  const probe = async (): Promise<void> => {
    for (;;) {
      const begin = performance.now();
      await client.ask({ url: url as string });
      longest = Math.max(longest, performance.now() - begin);
      await delay(EVERY_MS);
    }
  };
  void probe();
  process.on('message', () => {
    process.send?.(longest);
    longest = 0;
  });
  process.send?.(null);
});
process.once('disconnect', () => process.exit(0));
