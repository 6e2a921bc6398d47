import type { DemoKind } from '../../src/demo/call-source.ts';
import type { DemoVendorOptions } from '../../src/demo/demo-vendor.ts';
import { createDataSet } from '../../src/demo/data-sets.ts';
import { startBitrix24 } from '../../src/demo/bitrix24/index.ts';
import { startCallgear } from '../../src/demo/callgear/index.ts';
import { startVoximplant } from '../../src/demo/voximplant/index.ts';
import { startZoomContactCenter } from '../../src/demo/zoom-contact-center/index.ts';

/** What the process of the vendors is told, as the first message it gets. */
export type ServeLongRecordings = { readonly talkSeconds: number };
/** What it answers: for each vendor the entry of a settings file; one of them has a web server that knows no ranges. */
export type LongRecordings = Readonly<Record<DemoKind | 'without-ranges', Readonly<Record<string, unknown>>>>;

/** The demo vendors in a process of their own, every one of their calls as long as asked. */
process.once('message', (message) => {
  void serve(message as ServeLongRecordings).then((served) => process.send?.(served));
});
process.once('disconnect', () => process.exit(0));

async function serve({ talkSeconds }: ServeLongRecordings): Promise<LongRecordings> {
  const { sources } = createDataSet('even', { count: 40, endsAt: Date.now() });
  const start = async (
    kind: DemoKind,
    startVendor: (options: DemoVendorOptions) => Promise<{ readonly settings: Readonly<Record<string, unknown>> }>,
  ) => {
    const calls = sources[kind];
    const long = { talkSeconds, durationSeconds: talkSeconds + 10, transferredTo: null };
    const source = { count: calls.count, at: (index: number) => ({ ...calls.at(index), ...long }) };
    return (await startVendor({ source, now: Date.now })).settings;
  };
  return {
    bitrix24: await start('bitrix24', startBitrix24),
    callgear: await start('callgear', startCallgear),
    'without-ranges': await start('callgear', (options) => startCallgear({ ...options, media: 'no-ranges' })),
    voximplant: await start('voximplant', startVoximplant),
    'zoom-contact-center': await start('zoom-contact-center', startZoomContactCenter),
  };
}
