import { expect, it, onTestFinished } from 'vitest';
import { ROW_SELECTION, withFields } from '../../src/domain/call-selection.ts';
import { createDeadlines } from '../../src/loaders/create-deadlines.ts';
import { createDirectoryCache } from '../../src/loaders/directory-cache.ts';
import { createTranscriptLoader } from '../../src/loaders/transcript-loader.ts';
import { ProviderError } from '../../src/domain/provider-error.ts';
import { listAll } from '../conformance/read-list.ts';
import { NOW, startVendorWorld } from '../conformance/world.ts';
import { VOXIMPLANT } from '../providers/voximplant/conformant.ts';

it('transcripts of one answer are read until there is as much as one answer may hold, and no further', async () => {
  if (!('startVendor' in VOXIMPLANT)) throw new Error('Voximplant has a vendor');
  const world = await startVendorWorld(VOXIMPLANT, 'even', 400);
  onTestFinished(() => world.close());
  const provider = world.createProvider();
  const selection = withFields(ROW_SELECTION, ['recordings']);
  const readable = (await listAll(provider, { selection }))
    .flatMap(({ recordings }) => recordings ?? [])
    .filter(({ transcript }) => transcript?.canOpen === true)
    .slice(0, 12);
  const scope = {
    providers: new Map([[provider.key, provider]]),
    deadlines: createDeadlines(),
    signal: new AbortController().signal,
    directoryCache: createDirectoryCache({ now: () => NOW }),
  };
  const loader = createTranscriptLoader(scope, { characters: 500, atOnce: 4 });
  world.server!.resetCounts();
  const parts = await Promise.all(readable.map((recording) => loader.part(recording)));
  expect(parts.slice(0, 4).every((part) => typeof part === 'string')).toBe(true);
  expect(parts.slice(4).map((part) => (part instanceof ProviderError ? part.kind : part))).toEqual(
    Array.from({ length: 8 }, () => 'unsupported'),
  );
  expect(world.server!.exchanges.filter(({ purpose }) => purpose === 'media')).toHaveLength(4);
});
