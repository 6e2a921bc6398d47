import { randomUUID } from 'node:crypto';
import { access, constants, open, readFile, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { recordOf, textOrNull } from '../../../transport/read-wire.ts';

/** The refresh token kept in a file; null while there is no file. */
export async function readTokenFile(path: string): Promise<string | null> {
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  });
  if (text === null) return null;
  const token = textOrNull(recordOf(parse(text)).refreshToken);
  if (token === null) throw new Error('it holds no refreshToken');
  return token;
}

/** Throws where a token could not be kept: its folder is missing or closed to us. */
export const checkTokenFile = (path: string): Promise<void> => access(dirname(path), constants.W_OK);

/** Keeps a refresh token: whole or not at all, on the disk before anybody uses it, for the owner's eyes only. */
export async function writeTokenFile(path: string, refreshToken: string): Promise<void> {
  const temporary = join(dirname(path), `.${basename(path)}.${randomUUID()}.tmp`);
  try {
    const file = await open(temporary, 'wx', 0o600);
    try {
      await file.writeFile(`${JSON.stringify({ refreshToken })}\n`);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
  await syncFolder(dirname(path));
}

/** The new name has to be on the disk too, or a power cut brings the used-up token back. Some systems cannot do this. */
async function syncFolder(path: string): Promise<void> {
  try {
    const folder = await open(path, 'r');
    try {
      await folder.sync();
    } finally {
      await folder.close();
    }
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && CANNOT_SYNC.includes(error.code))) throw error;
  }
}

/** What Windows and file systems of a network answer when a folder is to be opened or synced. */
const CANNOT_SYNC: readonly unknown[] = ['EACCES', 'EISDIR', 'EINVAL', 'ENOTSUP', 'EPERM'];

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // The parser's own message would quote the token.
    throw new Error('it is not JSON');
  }
}
