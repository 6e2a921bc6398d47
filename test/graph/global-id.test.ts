import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { agentId, callSessionId, providerId, readGlobalId, readIdOf, recordingId } from '../../src/graph/global-id.ts';
import { openSealedText, sealText } from '../../src/graph/sealed-text.ts';

const startedAt = Date.UTC(2026, 3, 30, 11, 59, 1);

describe('a global id', () => {
  it('says what finds its thing again', () => {
    const call = { provider: 'pbx', nativeId: '9007199254740993', startedAt };
    expect(readGlobalId(callSessionId(call))).toEqual({
      type: 'CallSession',
      provider: 'pbx',
      key: { nativeId: '9007199254740993', startedAt },
    });
    expect(readGlobalId(providerId({ key: 'pbx' }))).toEqual({ type: 'Provider', provider: 'pbx' });
  });

  it('tells a recording by its call', () => {
    const id = recordingId({
      provider: 'desk',
      nativeId: 'r/1',
      sessionId: 's+1',
      sessionStartedAt: startedAt,
      legId: null,
      kind: 'CALL',
      startedAt: null,
      durationSeconds: null,
      sizeBytes: null,
      mediaType: null,
      expiresAt: null,
      isAvailable: true,
      transcript: null,
      cost: null,
    });
    const session = { nativeId: 's+1', startedAt };
    expect(readGlobalId(id)).toEqual({ type: 'Recording', provider: 'desk', nativeId: 'r/1', session });
  });

  it('goes into a URL as it is, and is the same every time', () => {
    const agent = { provider: 'portal', nativeId: 'ünï/+ &?' };
    expect(agentId(agent)).toMatch(/^[\w-]+$/);
    expect(agentId(agent)).toBe(agentId({ ...agent }));
    expect(readIdOf('Agent', agentId(agent))).toEqual({ type: 'Agent', ...agent });
  });

  it('is refused when a single character of it was changed', () => {
    const id = callSessionId({ provider: 'pbx', nativeId: '4711', startedAt });
    for (const [index, character] of [...id].entries()) {
      const changed = `${id.slice(0, index)}${character === 'A' ? 'B' : 'A'}${id.slice(index + 1)}`;
      expect(() => readGlobalId(changed), changed).toThrow(/is damaged/);
    }
  });

  it('is refused where its second is no moment that a vendor could be asked for', () => {
    for (const second of ['', '!', 'NaN', '1.5', '-0', '07', 'zzzzzzzz', '-zzzzzzzz', 'z'.repeat(400)])
      for (const parts of [
        ['c', 'pbx', '4711', second],
        ['l', 'pbx', '1', '4711', second],
        ['r', 'pbx', '1', '4711', second],
      ])
        expect(() => readGlobalId(sealText(1, parts)), parts.join()).toThrow(/is damaged/);
  });

  it('is refused where the id of another type is wanted', () => {
    const id = agentId({ provider: 'pbx', nativeId: '1' });
    expect(() => readIdOf('Queue', id)).toThrow('is that of another type: Agent. Queue.id is wanted here');
  });

  it('survives whatever a vendor calls its calls', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme' }).filter((text) => !text.includes('\0')),
        (nativeId) => {
          const read = readIdOf('CallSession', callSessionId({ provider: 'pbx', nativeId, startedAt }));
          expect(read.key).toEqual({ nativeId, startedAt });
        },
      ),
      { numRuns: 200 },
    );
  });

  it('is never mistaken for text that somebody made up', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(() => readGlobalId(text)).toThrow(/BAD_ID|is damaged/);
      }),
      { numRuns: 200 },
    );
  });
});

describe('a sealed text', () => {
  it('tells a newer version from damage', () => {
    expect(openSealedText(1, sealText(2, ['a']))).toBe('from a newer version of this server');
    expect(openSealedText(1, sealText(1, ['a', '']))).toEqual(['a', '']);
    expect(openSealedText(1, `${sealText(1, ['a'])}=`)).toBe('damaged');
  });
});
