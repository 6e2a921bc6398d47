import type { Transaction } from './engine.ts';

/** Runs statements one after the other: each ends with a semicolon at the end of a line. */
export async function runScript({ run }: Transaction, script: string): Promise<void> {
  const lines = script.split('\n').filter((line) => !line.trimStart().startsWith('--'));
  const statements = lines.join('\n').split(';\n');
  for (const sql of statements) if (sql.trim() !== '') await run(sql);
}
