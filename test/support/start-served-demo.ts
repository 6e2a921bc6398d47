import { DATA_SETS_END } from '../../src/demo/data-sets.ts';
import { type Demo, type DemoOptions, startDemo } from '../../src/demo/index.ts';
import { createProviders } from '../../src/providers/index.ts';
import { checkSettings } from '../../src/server/settings-file/read-settings-file.ts';
import { startTrunkline } from '../../src/server/start-trunkline.ts';
import { SILENT_LOG } from '../../src/transport/log.ts';

export type ServedDemo = {
  readonly demo: Demo;
  /** Where the server listens. */
  readonly url: string;
  close(): Promise<void>;
};

/** Starts the demo vendors and a server over them, with these settings of its own, at the moment the data sets end. */
export async function startServedDemo(
  options: Omit<DemoOptions, 'now'> = {},
  server: Readonly<Record<string, unknown>> = {},
): Promise<ServedDemo> {
  const now = () => DATA_SETS_END;
  const demo = await startDemo({ ...options, now });
  const value = { server: { port: 0, ...server }, providers: demo.providers };
  const settings = checkSettings({ value, problems: [], filled: new Set() }, 'the demo');
  const providers = createProviders(settings.providers, { log: SILENT_LOG, now });
  const trunkline = await startTrunkline(settings, { providers, log: SILENT_LOG, now });
  return {
    demo,
    url: trunkline.url,
    async close() {
      await trunkline.close(0);
      await demo.close();
    },
  };
}
