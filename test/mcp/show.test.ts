import { expect, it } from 'vitest';
import { showKnown } from '../../src/mcp/show.ts';

const LONG = 'x'.repeat(600);

it('shortens what people wrote, and leaves links and ids whole', () => {
  const shown = showKnown({ note: LONG, id: LONG, url: LONG, transcriptUrl: LONG, rating: null });
  expect(shown).toEqual({ note: `${LONG.slice(0, 399)}…`, id: LONG, url: LONG, transcriptUrl: LONG });
});
