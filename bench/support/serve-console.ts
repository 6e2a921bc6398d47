import { startServedConsole } from '../../test/support/start-served-console.ts';

/** Serves the console over the demo, with its history kept, in a process of its own: tells where, and stays until its parent goes. */
const { url } = await startServedConsole({ count: Number(process.argv[2]) }, { isKept: true, isSynced: true });
process.once('disconnect', () => process.exit(0));
process.send?.(url);
