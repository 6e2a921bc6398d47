import { describe, expect, it } from 'vitest';
import { ANYBODY } from '../../src/domain/caller.ts';
import { HOUR_MS } from '../../src/time/instant.ts';
import type { MediaKey } from '../../src/domain/media.ts';
import { createMediaLinks, createMediaTokens } from '../../src/media/media-tokens.ts';

const NOW = Date.UTC(2026, 2, 2, 9, 14, 5);
const key: MediaKey = { kind: 'recording', nativeId: '9079', session: { nativeId: '7', startedAt: NOW - HOUR_MS } };
const grant = { provider: 'portal', key, expiresAt: NOW + HOUR_MS, owner: 'key 1 dashboard' };

describe('media tokens', () => {
  it('carry what they open', () => {
    const tokens = createMediaTokens(['a key'], () => NOW);
    expect(tokens.read(tokens.sign(grant))).toEqual({ state: 'valid', grant });
    const undated = { ...grant, key: { ...key, kind: 'log' as const, session: { nativeId: '7' } } };
    expect(tokens.read(tokens.sign(undated))).toEqual({ state: 'valid', grant: undated });
  });

  it('are refused when any character was changed', () => {
    const tokens = createMediaTokens(['a key'], () => NOW);
    const token = tokens.sign(grant);
    for (let at = 0; at < token.length; at += 1) {
      const changed = `${token.slice(0, at)}${token[at] === 'A' ? 'B' : 'A'}${token.slice(at + 1)}`;
      if (changed === token || decodesAlike(changed, token)) continue;
      expect(tokens.read(changed), changed).toEqual({ state: 'tampered' });
    }
    for (const nonsense of ['', '.', 'a.b', `${token}.x`, `${token}=`, `${token.slice(0, -1)}é`, 'null'])
      expect(tokens.read(nonsense).state).toBe('tampered');
  });

  it('expire', () => {
    let now = NOW;
    const tokens = createMediaTokens(['a key'], () => now);
    const token = tokens.sign(grant);
    now = grant.expiresAt;
    expect(tokens.read(token)).toEqual({ state: 'expired', grant });
  });

  it('live on while their key is still listed, and no longer', () => {
    const token = createMediaTokens(['old'], () => NOW).sign(grant);
    expect(createMediaTokens(['new', 'old'], () => NOW).read(token).state).toBe('valid');
    expect(createMediaTokens(['new'], () => NOW).read(token).state).toBe('tampered');
  });

  it('of a process without keys are its own', () => {
    const token = createMediaTokens([], () => NOW).sign(grant);
    expect(createMediaTokens([], () => NOW).read(token).state).toBe('tampered');
  });
});

describe('media links', () => {
  const linkAt = (now: number, durationSeconds: number | null) =>
    createMediaLinks(
      createMediaTokens(['a key'], () => now),
      () => now,
    ).linkTo('https://calls.example.com', { provider: 'portal', key, durationSeconds }, ANYBODY);

  it('stand on the origin they are asked for', () => {
    expect(linkAt(NOW, 60).url).toMatch(/^https:\/\/calls\.example\.com\/media\/[\w-]+\.[\w-]+$/);
  });

  it('stay the same for a while', () => {
    expect(linkAt(NOW + 60_000, 60)).toEqual(linkAt(NOW, 60));
    expect(linkAt(NOW + HOUR_MS, 60)).not.toEqual(linkAt(NOW, 60));
  });

  it('live an hour at least, and twice the recording', () => {
    for (const minutes of [0, 7, 29, 31, 59]) {
      const now = NOW + minutes * 60_000;
      expect(linkAt(now, null).expiresAt - now).toBeGreaterThanOrEqual(HOUR_MS);
      expect(linkAt(now, 3 * 3600).expiresAt - now).toBeGreaterThanOrEqual(6 * HOUR_MS);
    }
  });
});

// The last character of base64 has bits that no byte needs.
const decodesAlike = (a: string, b: string): boolean => {
  const bytes = (token: string) =>
    token
      .split('.')
      .map((part) => Buffer.from(part, 'base64url').toString('hex'))
      .join('.');
  return bytes(a) === bytes(b);
};
