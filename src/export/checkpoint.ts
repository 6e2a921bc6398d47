import { createHash } from 'node:crypto';
import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import { z } from 'zod';
import { ExportError, toWriteError } from './export-error.ts';

const gapSchema = z.strictObject({
  sessionId: z.string(),
  /** The cursor in front of it; null at the beginning. */
  before: z.string().nullable(),
  /** Why it could not be read. */
  problem: z.string(),
});

/** A change that could not be read, and was passed over. */
export type Gap = z.infer<typeof gapSchema>;

const checkpointSchema = z.strictObject({
  version: z.literal(1),
  /** Of what it is the checkpoint. */
  question: z.string(),
  /** Of which phone systems it is. */
  sources: z.string(),
  /** When the export began: calls that start later are not its own. */
  begunAt: z.iso.datetime(),
  /** Everything up to here is in the file. */
  cursor: z.string().nullable(),
  bytes: z.int().min(0),
  rows: z.record(z.string(), z.int().min(0)),
  /** Whether the walk is over, and what was noticed since is followed. */
  isListed: z.boolean(),
  /** Up to where changes are in the file. */
  followed: z.string().nullable(),
  /** What of them is not. */
  gaps: z.array(gapSchema),
});

/** Where an export goes on after it was ended. */
export type Checkpoint = z.infer<typeof checkpointSchema>;

export const checkpointPathOf = (out: string): string => `${out}.checkpoint`;

/** Tells questions apart without holding them: filters name people's numbers. */
export const fingerprintOf = (question: object): string =>
  createHash('sha256').update(JSON.stringify(question)).digest('base64url');

/** A file beside the export. */
export function createCheckpointFile(out: string) {
  const path = checkpointPathOf(out);
  return {
    async read(): Promise<Checkpoint | null> {
      const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
        if (error.code === 'ENOENT') return null;
        throw error;
      });
      if (text === null) return null;
      const { success, data } = checkpointSchema.safeParse(parseJson(text));
      if (!success) throw new ExportError(`${path} is no checkpoint of an export: remove it and ${out} to begin anew.`);
      return data;
    },
    async write(checkpoint: Checkpoint): Promise<void> {
      const next = `${path}.next`;
      try {
        await writeFile(next, JSON.stringify(checkpoint), { mode: 0o600, flush: true });
        await rename(next, path);
      } catch (error) {
        await rm(next, { force: true });
        throw toWriteError(out, error);
      }
    },
    remove: (): Promise<void> => rm(path, { force: true }),
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
}
