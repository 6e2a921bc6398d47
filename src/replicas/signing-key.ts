import { hkdfSync } from 'node:crypto';
import { Client } from 'pg';
import { type Engine, statement } from '../history/store/engine.ts';

/**
 * What all replicas of a database know and nobody else; null where its address holds no password. Whoever reads such a
 * database, or a backup of it, would know all that links are signed with.
 */
export function signingSecretOf(url: string): string | null {
  // Read as the driver reads it, PGPASSWORD included; this one never connects.
  const { user = '', password, database = '' } = new Client({ connectionString: url });
  return typeof password === 'string' && password !== '' ? JSON.stringify([user, password, database]) : null;
}

/** A key made of that secret, and of what the database holds: another database with the same password has another key. */
export async function readSigningKey(engine: Engine, secret: string): Promise<Buffer> {
  const [[row] = []] = await engine.read([statement("SELECT value FROM store_meta WHERE name = 'salt'")]);
  return Buffer.from(hkdfSync('sha256', secret, String(row?.['value']), 'trunkline links to recordings', 32));
}
