import { describe, expect, it } from 'vitest';
import { startWatched } from './start-watched.ts';

describe('a program that nobody traces', () => {
  it('writes levels as words and times as ISO, and loads nothing of OpenTelemetry', async () => {
    const program = await startWatched({});
    try {
      const response = await fetch(program.url!, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ query: 'query Ids { providers { id } }' }),
      });
      expect(response.status).toBe(200);
      await expect.poll(() => program.lines.map(({ name }) => name), { timeout: 10_000 }).toContain('Ids');
      for (const { level, time } of program.lines) {
        expect(level).toBe('info');
        expect(new Date(String(time)).toISOString()).toBe(time);
      }
      expect(program.modules()).toEqual([]);
    } finally {
      await program.close();
    }
  });
});
