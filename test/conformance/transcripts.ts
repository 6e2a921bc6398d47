import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { ROW_SELECTION, withFields } from '../../src/domain/call-selection.ts';
import { MAX_TRANSCRIPT_CHARACTERS, type Recording } from '../../src/domain/recording.ts';
import { LAST_MONTH, listAll, valueOf } from './read-list.ts';
import type { StartWorld, World } from './world.ts';

/** What was said in recordings, as text. */
export function describeTranscripts(start: StartWorld): void {
  describe('reading transcripts', () => {
    let world: World;
    let recordings: Recording[];
    const signal = new AbortController().signal;
    beforeAll(async () => {
      world = await start('even', 400);
      const provider = world.createProvider();
      const calls = await listAll(provider, {
        range: LAST_MONTH,
        selection: withFields(ROW_SELECTION, ['recordings', 'legs']),
      });
      recordings = (await provider.getRecordings!(calls, signal)).flatMap((slot) => valueOf(slot) ?? []);
      await provider.getTranscripts!(readable().slice(0, 1), signal);
      media = world.server!.exchanges.find(({ purpose }) => purpose === 'media')!.operation;
    });
    afterAll(() => world.close());
    /** What the vendor calls opening a transcript. */
    let media = '';
    const readable = () => recordings.filter(({ transcript }) => transcript?.canOpen === true);

    it('brings what was said in many recordings as lines with time and speaker, and null for those without', async () => {
      const slots = await world.createProvider().getTranscripts!(recordings, signal);
      expect(slots).toHaveLength(recordings.length);
      const texts = slots.map(valueOf);
      for (const [index, { transcript }] of recordings.entries()) {
        if (transcript?.canOpen !== true) expect(texts[index]).toBeNull();
        else {
          expect(texts[index]).toMatch(/^00:00:00 [^:]+: Thank you for calling, you are speaking with \w+ \w+\./);
          expect(texts[index]).toMatch(/^00:\d\d:\d\d [^:]+: Thank you, goodbye\.$/m);
          expect(texts[index]!.split('\n')).toHaveLength(4);
        }
      }
      expect(readable().length).toBeGreaterThan(2);
      expect(readable().length).toBeLessThan(recordings.length);
    });

    it('looks up where the files lie together, and reads each file once', async () => {
      const provider = world.createProvider();
      world.server!.resetCounts();
      await provider.getTranscripts!(recordings, signal);
      const files = world.server!.exchanges.filter(({ purpose }) => purpose === 'media');
      expect(files).toHaveLength(readable().length);
      const lookUps = world.server!.exchanges.filter(({ purpose }) => purpose === 'data');
      expect(lookUps.length).toBeLessThanOrEqual(Math.ceil(readable().length / 5));
    });

    it('asks nobody for recordings without a transcript', async () => {
      const provider = world.createProvider();
      world.server!.resetCounts();
      const without = recordings.filter(({ transcript }) => transcript?.canOpen !== true);
      expect(await provider.getTranscripts!(without, signal)).toEqual(without.map(() => null));
      expect(world.server!.exchanges).toEqual([]);
    });

    it('lacks a transcript that fails in its own slot alone, without a secret', async () => {
      const provider = world.createProvider();
      const some = readable().slice(0, 3);
      await provider.getTranscripts!(some, signal);
      world.server!.fault({ fault: { kind: 'status', status: 403 }, operation: media, times: 1 });
      const slots = await provider.getTranscripts!(some, signal);
      world.server!.clearFaults();
      const failed = slots.filter((slot) => slot instanceof Error);
      expect(failed).toHaveLength(1);
      expect(slots.filter((slot) => typeof slot === 'string')).toHaveLength(2);
      for (const secret of world.secrets) expect(JSON.stringify([failed[0], failed[0]!.message])).not.toContain(secret);
    });

    it('is null for a transcript that is gone, or behind a page that asks for a login', async () => {
      const provider = world.createProvider();
      const [one] = readable();
      for (const fault of [
        { kind: 'status' as const, status: 404 },
        { kind: 'status' as const, status: 200, headers: { 'content-type': 'text/html' } },
      ]) {
        world.server!.fault({ fault, operation: media });
        expect(await provider.getTranscripts!([one!], signal)).toEqual([null]);
        world.server!.clearFaults();
      }
    });

    it('shows the beginning of a file that is too large, and reads no more of it', async () => {
      const provider = world.createProvider();
      const [one] = readable();
      const vtt = `WEBVTT\n\n${'00:00:01.000 --> 00:00:02.000\nAda: and so on and on\n\n'.repeat(100_000)}`;
      const lines = 'Left 00:00:01 - 00:00:02 : and so on and on\n'.repeat(100_000);
      for (const body of [vtt, lines]) {
        const fault = { kind: 'status' as const, status: 200, headers: { 'content-type': 'text/plain' }, body };
        world.server!.fault({ fault, operation: media });
        const [text] = await provider.getTranscripts!([one!], signal);
        world.server!.clearFaults();
        // The form of another vendor is not this one's.
        if (text instanceof Error) continue;
        expect(text!.length).toBeLessThanOrEqual(MAX_TRANSCRIPT_CHARACTERS);
        expect(text).toMatch(/goes on/);
      }
    });

    it('stops when the caller goes away', async () => {
      const provider = world.createProvider();
      world.server!.fault({ fault: { kind: 'hang' }, operation: media });
      const leaving = new AbortController();
      world.server!.resetCounts();
      const reading = provider.getTranscripts!(readable().slice(0, 2), leaving.signal);
      await vi.waitUntil(() => world.server!.exchanges.some(({ fault }) => fault === 'hang'));
      leaving.abort(new Error('gone'));
      await expect(reading).rejects.toThrow('gone');
      world.server!.clearFaults();
    });
  });
}
