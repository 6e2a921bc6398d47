import { hkdfSync } from 'node:crypto';
import { Client } from 'pg';
import { type Engine, statement } from '../history/store/engine.ts';

/**
 * A key that all replicas of a database have and nobody else: made of what opens the database, and of what it holds. In
 * the database alone there is not enough of it to sign with.
 */
export async function readSigningKey(engine: Engine, url: string): Promise<Buffer> {
  const [[row] = []] = await engine.read([statement("SELECT value FROM store_meta WHERE name = 'salt'")]);
  // Read as the driver reads it; this one never connects.
  const { user = '', password = '', database = '' } = new Client({ connectionString: url });
  const secret = JSON.stringify([user, password, database]);
  return Buffer.from(hkdfSync('sha256', secret, String(row?.['value']), 'trunkline links to recordings', 32));
}
