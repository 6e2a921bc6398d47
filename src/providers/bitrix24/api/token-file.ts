import { type FileHandle, open } from 'node:fs/promises';
import { dirname } from 'node:path';
import { numberOrNull, recordOf, textOrNull } from '../../../transport/read-wire.ts';

/** What is kept of a portal's tokens. */
export type KeptTokens = {
  readonly refreshToken: string;
  /** Null in a file that an operator made. */
  readonly accessToken: string | null;
  /** In milliseconds since the epoch; null where the vendor did not say. */
  readonly accessTokenEndsAt: number | null;
  /** Where the portal is now. */
  readonly clientEndpoint: string | null;
  /** The application and the portal, as the settings had them: another one's access token is of no use. */
  readonly clientId: string | null;
  readonly endpoint: string | null;
};

/** Where a portal's tokens are kept. */
export type TokenPlace = {
  /** What was kept last; null while nothing was. */
  read(): Promise<KeptTokens | null>;
  /** Throws where new tokens would have no place. */
  prepare(): Promise<void>;
  /** Keeps tokens: whole or not at all, and on the disk when it returns. */
  keep(tokens: KeptTokens): Promise<void>;
};

/**
 * Two slots of fixed size, each a JSON text that is filled up with spaces, and a third to try writing on. Tokens go where
 * the older ones are, over blocks that the file already has: a full disk does not matter, a crash spoils the older ones
 * at most, and processes that share the file never replace it under each other. A file with nothing but
 * {"refreshToken": "…"} is one whose first slot is filled.
 */
export function createTokenFile(path: string): TokenPlace {
  return {
    async read() {
      const slots = await withFile(path, 'r', (file) => readSlots(file)).catch((error: unknown) => {
        if (isCode(error, 'ENOENT')) return [];
        throw error;
      });
      const newest = newestOf(slots);
      if (newest !== null) return newest.tokens;
      const damage = slots.find(({ problem }) => problem !== null)?.problem ?? null;
      if (damage !== null) throw new Error(damage);
      return null;
    },
    // The space for tokens is taken here, once: keeping them takes no more.
    async prepare() {
      await takeSpace(path);
      await withFile(path, 'r+', (file) => writeSlot(file, TRIAL, ''));
    },
    async keep(tokens) {
      await takeSpace(path);
      await withFile(path, 'r+', async (file) => {
        const newest = newestOf(await readSlots(file));
        const record = { sequence: (newest?.sequence ?? 0) + 1, ...tokens };
        await writeSlot(file, newest?.slot === 0 ? 1 : 0, JSON.stringify(record));
      });
    },
  };
}

const SLOT_BYTES = 4096;
const TRIAL = 2;
const FILE_BYTES = 3 * SLOT_BYTES;

/** Space is only ever added at the end, so that nothing is lost that another process has just written. */
async function takeSpace(path: string): Promise<void> {
  const isNew = await withFile(path, 'a', async (file) => {
    const { size, mode } = await file.stat();
    // For the owner's eyes alone, also where an operator made the file.
    if ((mode & 0o077) !== 0) await file.chmod(0o600);
    if (size >= FILE_BYTES) return false;
    await file.appendFile(' '.repeat(FILE_BYTES - size));
    await file.sync();
    return size === 0;
  });
  if (isNew) await syncFolder(dirname(path));
}

async function writeSlot(file: FileHandle, slot: number, text: string): Promise<void> {
  const bytes = Buffer.alloc(SLOT_BYTES, ' ');
  if (Buffer.byteLength(text) > SLOT_BYTES) throw new Error(`the tokens are longer than ${SLOT_BYTES} bytes`);
  bytes.write(text);
  const { bytesWritten } = await file.write(bytes, 0, SLOT_BYTES, slot * SLOT_BYTES);
  if (bytesWritten < SLOT_BYTES) throw new Error('it was written in part');
  await file.sync();
}

type Slot = {
  readonly slot: number;
  readonly sequence: number;
  readonly tokens: KeptTokens | null;
  /** Why it holds no tokens, where it holds something else. */
  readonly problem: string | null;
};

async function readSlots(file: FileHandle): Promise<Slot[]> {
  const bytes = Buffer.alloc(FILE_BYTES);
  const { bytesRead } = await file.read(bytes, 0, FILE_BYTES, 0);
  return [0, 1].map((slot) => {
    const from = slot * SLOT_BYTES;
    return readSlot(slot, bytes.toString('utf8', Math.min(from, bytesRead), Math.min(from + SLOT_BYTES, bytesRead)));
  });
}

function readSlot(slot: number, text: string): Slot {
  const without = (problem: string | null): Slot => ({ slot, sequence: 0, tokens: null, problem });
  if (text.trim() === '') return without(null);
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    // The parser's own message would quote the token.
    return without('it is not JSON');
  }
  const tokens = readTokens(parsed);
  if (tokens === null) return without('it holds no refreshToken');
  return { slot, sequence: numberOrNull(recordOf(parsed).sequence) ?? 0, tokens, problem: null };
}

/** Reads tokens as they are kept; null where there is no refresh token. */
export function readTokens(kept: unknown): KeptTokens | null {
  const record = recordOf(kept);
  const refreshToken = textOrNull(record.refreshToken);
  if (refreshToken === null) return null;
  return {
    refreshToken,
    accessToken: textOrNull(record.accessToken),
    accessTokenEndsAt: numberOrNull(record.accessTokenEndsAt),
    clientEndpoint: textOrNull(record.clientEndpoint),
    clientId: textOrNull(record.clientId),
    endpoint: textOrNull(record.endpoint),
  };
}

const newestOf = (slots: readonly Slot[]): (Slot & { readonly tokens: KeptTokens }) | null =>
  slots
    .filter((slot): slot is Slot & { readonly tokens: KeptTokens } => slot.tokens !== null)
    .sort((one, other) => other.sequence - one.sequence)[0] ?? null;

async function withFile<Value>(
  path: string,
  flags: 'r' | 'r+' | 'a',
  act: (file: FileHandle) => Promise<Value>,
): Promise<Value> {
  const file = await open(path, flags, 0o600);
  try {
    return await act(file);
  } finally {
    await file.close();
  }
}

/** A new name has to be on the disk too, or a power cut takes the file away. Some systems cannot do this. */
async function syncFolder(path: string): Promise<void> {
  await withFile(path, 'r', (folder) => folder.sync()).catch((error: unknown) => {
    if (!CANNOT_SYNC.some((code) => isCode(error, code))) throw error;
  });
}

/** What Windows and file systems of a network answer when a folder is to be opened or synced. */
const CANNOT_SYNC = ['EACCES', 'EISDIR', 'EINVAL', 'ENOTSUP', 'EPERM'];

const isCode = (error: unknown, code: string): boolean =>
  error instanceof Error && 'code' in error && error.code === code;
