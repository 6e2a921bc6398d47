import { type Engine, statement } from '../history/store/engine.ts';
import type { WithdrawnKeys } from '../server/auth/withdraw-keys.ts';

/** Makes them, and what looks for changes and writes down what is still to be written. */
export function createWithdrawnKeys(engine: Engine): WithdrawnKeys & { look(): Promise<void> } {
  let known: ReadonlySet<string> = new Set();
  /** What is not written down yet: true for withdrawn. It counts here already. */
  const unwritten = new Map<string, boolean>();
  /** Looks that have begun to read: what an earlier one reads later than the last says nothing any more. */
  let looks = 0;
  const listeners: ((hashes: ReadonlySet<string>) => void)[] = [];

  const current = (): ReadonlySet<string> => {
    const hashes = new Set(known);
    for (const [hash, isWithdrawn] of unwritten)
      if (isWithdrawn) hashes.add(hash);
      else hashes.delete(hash);
    return hashes;
  };
  const change = (hashes: readonly string[], isWithdrawn: boolean): void => {
    for (const hash of hashes) unwritten.set(hash, isWithdrawn);
    tell();
    // Where this fails, it is written when the database is there again.
    look().catch(() => {});
  };
  let told = '';
  const tell = (): void => {
    const hashes = current();
    const text = [...hashes].sort().join(' ');
    if (text === told) return;
    told = text;
    for (const listener of listeners) listener(hashes);
  };
  const write = (): Promise<void> =>
    engine.write(async ({ run }) => {
      for (const [hash, isWithdrawn] of [...unwritten]) {
        if (isWithdrawn)
          await run(
            `INSERT INTO withdrawn_keys (hash, withdrawn_at) VALUES ($1, ${engine.words.now}) ON CONFLICT DO NOTHING`,
            [hash],
          );
        else await run('DELETE FROM withdrawn_keys WHERE hash = $1', [hash]);
      }
    });
  const look = async (): Promise<void> => {
    if (unwritten.size > 0) {
      const written = [...unwritten];
      await write();
      known = current();
      for (const [hash, isWithdrawn] of written) if (unwritten.get(hash) === isWithdrawn) unwritten.delete(hash);
    }
    const look = (looks += 1);
    const [rows = []] = await engine.read([statement('SELECT hash FROM withdrawn_keys')]);
    if (look !== looks) return;
    known = new Set(rows.map((row) => String(row['hash'])));
    tell();
  };
  return {
    look,
    watch(listener) {
      listeners.push(listener);
      listener(current());
    },
    withdraw: (hashes) => change(hashes, true),
    restore: (hashes) => change(hashes, false),
  };
}
