import { expect, it } from 'vitest';
import { contentDisposition } from '../../src/media/serve-media.ts';

const GRANT = {
  provider: 'desk',
  key: {
    kind: 'recording',
    nativeId: 'r1',
    session: { nativeId: 'a/b', startedAt: Date.UTC(2026, 3, 30, 11, 43, 34) },
  },
  expiresAt: 0,
} as const;

it.each([
  ['audio/mpeg; charset=binary', '.mp3'],
  ['Text/VTT', '.vtt'],
  ['application/zip', ''],
  ['constructor', ''],
  ['__proto__', ''],
  [null, ''],
])('names a file of the type %s after its call, with the ending "%s"', (contentType, ending) => {
  expect(contentDisposition(GRANT, contentType)).toBe(
    `inline; filename="2026-04-30T11-43-34Z-desk-a_b-recording${ending}"`,
  );
});
