import { chmod, mkdtemp, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { type KeptTokens, createTokenFile } from '../../../src/providers/bitrix24/api/token-file.ts';

let path = '';

beforeEach(async () => {
  const folder = await mkdtemp(join(tmpdir(), 'token-file-'));
  path = join(folder, 'token.json');
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
});

const tokensOf = (refreshToken: string): KeptTokens => ({
  refreshToken,
  accessToken: `access-of-${refreshToken}`,
  accessTokenEndsAt: 1_790_000_000_000,
  clientEndpoint: 'https://example.bitrix24.com/rest/',
  clientId: 'app',
  endpoint: 'https://example.bitrix24.com/rest/',
});

describe('the token file', () => {
  it('is not there at first, and holds what was kept last', async () => {
    const file = createTokenFile(path);
    expect(await file.read()).toBeNull();
    await file.prepare();
    expect(await file.read()).toBeNull();
    for (const name of ['first', 'second', 'third']) {
      await file.keep(tokensOf(name));
      expect(await createTokenFile(path).read()).toEqual(tokensOf(name));
    }
  });

  it('takes its space once: keeping tokens takes no more', async () => {
    const file = createTokenFile(path);
    await file.prepare();
    const { size, blocks, ino } = await stat(path);
    for (const name of ['first', 'second', 'third']) await file.keep(tokensOf(name));
    expect(await stat(path)).toMatchObject({ size, blocks, ino });
    expect(blocks * 512).toBeGreaterThanOrEqual(size);
  });

  it("is for the owner's eyes alone, also where an operator made it readable for all", async () => {
    await writeFile(path, '{"refreshToken": "old-token"}');
    await chmod(path, 0o644);
    const file = createTokenFile(path);
    expect(await file.read()).toMatchObject({ refreshToken: 'old-token', accessToken: null });
    await file.keep(tokensOf('new'));
    expect((await stat(path)).mode & 0o777).toBe(0o600);
  });

  it.each([0, 1, 100, 4095])('holds the older tokens when a write ended after %i bytes', async (bytes) => {
    const file = createTokenFile(path);
    await file.keep(tokensOf('first'));
    await file.keep(tokensOf('second'));
    const before = await readFile(path);
    await file.keep(tokensOf('third'));
    const after = await readFile(path);
    // The third lies where the first was: so much of it came to the disk.
    await writeFile(path, Buffer.concat([after.subarray(0, bytes), before.subarray(bytes)]));
    const found = await createTokenFile(path).read();
    expect(['second', 'third']).toContain(found?.refreshToken);
    await file.keep(tokensOf('fourth'));
    expect(await file.read()).toEqual(tokensOf('fourth'));
  });

  it('is whole again after it was cut short', async () => {
    const file = createTokenFile(path);
    await file.keep(tokensOf('first'));
    await truncate(path, 5000);
    expect(await file.read()).toEqual(tokensOf('first'));
    await file.keep(tokensOf('second'));
    expect(await file.read()).toEqual(tokensOf('second'));
  });

  it('loses nothing where two prepare it at the same time and keep tokens one after the other', async () => {
    await writeFile(path, '{"refreshToken": "of-the-operator"}');
    const files = [createTokenFile(path), createTokenFile(path), createTokenFile(path)];
    await Promise.all([files[0]!.prepare(), files[1]!.prepare(), files[2]!.prepare()]);
    expect(await files[2]!.read()).toMatchObject({ refreshToken: 'of-the-operator' });
    await files[0]!.keep(tokensOf('first'));
    await Promise.all([files[1]!.prepare(), files[2]!.prepare()]);
    expect(await files[2]!.read()).toEqual(tokensOf('first'));
    await files[1]!.keep(tokensOf('second'));
    expect(await files[0]!.read()).toEqual(tokensOf('second'));
  });

  it('refuses tokens that have no room, and holds those it had', async () => {
    const file = createTokenFile(path);
    await file.keep(tokensOf('first'));
    await expect(file.keep(tokensOf('x'.repeat(5000)))).rejects.toThrow(/longer than 4096 bytes/);
    expect(await file.read()).toEqual(tokensOf('first'));
  });
});
