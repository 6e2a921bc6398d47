import { expect, it } from 'vitest';
import { showKnown, showParty } from '../../src/mcp/show.ts';

const LONG = 'x'.repeat(600);

it('shortens what people wrote, and leaves links and ids whole', () => {
  const shown = showKnown({ note: LONG, id: LONG, url: LONG, transcriptUrl: LONG, rating: null });
  expect(shown).toEqual({ note: `${LONG.slice(0, 399)}…`, id: LONG, url: LONG, transcriptUrl: LONG });
});

it('cuts no character in two', () => {
  const { note } = showKnown({ note: `x${'😀'.repeat(300)}` });
  expect(note).toBe(`x${'😀'.repeat(199)}…`);
  expect(showKnown({ note: `xx${'😀'.repeat(300)}` })['note']).toBe(`xx${'😀'.repeat(198)}…`);
});

it('shortens a long name, and never the number behind it', () => {
  const party = { displayName: 'x'.repeat(80), e164: '+442079460000' };
  expect(showParty(party, 60)).toBe(`${'x'.repeat(45)}… +442079460000`);
  expect(showParty({ ...party, displayName: 'Ada Marsh' }, 60)).toBe('Ada Marsh +442079460000');
});
