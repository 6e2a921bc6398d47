import { describe, expect, it } from 'vitest';
import { renewAfterMs } from '../../web/player/link-life.ts';
import { lineAt, readTranscript } from '../../web/player/read-transcript.ts';
import { speedBeside } from '../../web/player/speeds.ts';
import { type PressedKey, type Where, toCommand } from '../../web/player/to-command.ts';
import { toPeaks } from '../../web/player/to-peaks.ts';

const press = (key: string, target: Where = 'page', more: Partial<PressedKey> = {}) =>
  toCommand({
    key,
    target,
    shiftKey: false,
    ctrlKey: false,
    altKey: false,
    metaKey: false,
    defaultPrevented: false,
    ...more,
  });

describe('keys of the player', () => {
  it('play and pause with space, on the page and on the seek bar', () => {
    expect([press(' '), press(' ', 'player'), press(' ', 'seek')]).toEqual(Array(3).fill({ kind: 'toggle' }));
  });

  it('leave space to a button that has the focus', () => {
    expect([press(' ', 'button'), press(' ', 'playerButton')]).toEqual([null, null]);
  });

  it('go five seconds, and thirty with Shift', () => {
    expect(press('ArrowLeft')).toEqual({ kind: 'skip', seconds: -5 });
    expect(press('ArrowRight', 'button')).toEqual({ kind: 'skip', seconds: 5 });
    expect(press('ArrowLeft', 'page', { shiftKey: true })).toEqual({ kind: 'skip', seconds: -30 });
    expect(press('ArrowRight', 'seek', { shiftKey: true })).toEqual({ kind: 'skip', seconds: 30 });
  });

  it('change the speed up and down while the focus is in the player, and scroll the page elsewhere', () => {
    expect([press('ArrowUp', 'player'), press('ArrowDown', 'seek')]).toEqual([
      { kind: 'speed', steps: 1 },
      { kind: 'speed', steps: -1 },
    ]);
    expect([press('ArrowUp'), press('ArrowDown', 'button')]).toEqual([null, null]);
  });

  it.each([' ', 'ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown'])('leave %j to whoever types', (key) => {
    expect(press(key, 'taken')).toBeNull();
  });

  it.each(['ctrlKey', 'altKey', 'metaKey', 'defaultPrevented'] as const)(
    'leave keys alone that mean something else: %s',
    (held) => {
      expect(press('ArrowLeft', 'page', { [held]: true })).toBeNull();
    },
  );

  it('leave other keys alone', () => {
    expect([press('a'), press('Enter'), press('Escape')]).toEqual([null, null, null]);
  });
});

describe('the speed', () => {
  it('goes by steps from half to double, and no further', () => {
    expect([speedBeside(1, 1), speedBeside(1, -1), speedBeside(2, 1), speedBeside(0.5, -1)]).toEqual([
      1.25, 0.75, 2, 0.5,
    ]);
  });
});

describe('a transcript', () => {
  it('has a time, a speaker and words in each line, as far as they are known', () => {
    expect(readTranscript('00:01:04 Ada Marsh: Good morning.\n00:01:09 Hello: it is me.\nGoodbye.\n\n')).toEqual([
      { atSeconds: 64, speaker: 'Ada Marsh', words: 'Good morning.' },
      { atSeconds: 69, speaker: 'Hello', words: 'it is me.' },
      { atSeconds: null, speaker: null, words: 'Goodbye.' },
    ]);
  });

  it('takes no sentence for a name because of a colon in it', () => {
    expect(readTranscript('00:00:01 You charged me twice, did you not: 20 and 40.')[0]).toMatchObject({
      speaker: null,
    });
  });

  it('reads hours past 99, and a number as a speaker', () => {
    expect(readTranscript('100:00:01 +441134960716: Yes.')).toEqual([
      { atSeconds: 360_001, speaker: '+441134960716', words: 'Yes.' },
    ]);
  });

  it('is at the last line that has begun', () => {
    const lines = readTranscript('00:00:02 A: a\nnote\n00:00:05 B: b');
    expect([0, 2, 4.9, 5, 900].map((at) => lineAt(lines, at))).toEqual([null, 0, 0, 2, 2]);
    expect(lineAt(readTranscript('a\nb'), 10)).toBeNull();
  });
});

describe('peaks', () => {
  it('are the loudest of each stretch over all channels', () => {
    const left = Float32Array.of(0.25, -0.5, 0, 0);
    const right = Float32Array.of(0, 0, 0.125, -1);
    expect([...toPeaks([left, right], 2)]).toEqual([0.5, 1]);
  });

  it('of fewer samples than stretches leave the rest silent', () => {
    expect([...toPeaks([Float32Array.of(0.5)], 4)].filter((peak) => peak > 0)).toEqual([0.5]);
  });
});

describe('a link', () => {
  const NOW = Date.UTC(2026, 3, 30, 12);
  const endsIn = (seconds: number) => renewAfterMs(new Date(NOW + seconds * 1000).toISOString(), NOW) / 1000;

  it('is renewed a minute before it ends, and a short one with a third of its time left', () => {
    expect([endsIn(3600), endsIn(45)]).toEqual([3540, 30]);
  });

  it('is asked for at most every ten seconds, also where the clocks disagree', () => {
    expect([endsIn(3), endsIn(-7200)]).toEqual([10, 10]);
  });

  it('waits no longer than a timer of a browser can', () => {
    expect(endsIn(100 * 86_400)).toBeLessThan(25 * 86_400);
  });
});
