import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type RunningExample, findFreePort, runExample, startExample } from './run-example.ts';

export type Supergraph = {
  /** Where the gateway answers. */
  readonly url: string;
  close(): Promise<void>;
};

const GATEWAY = 'node_modules/@graphql-hive/gateway/dist/bin.js';

/** Starts the CRM of the examples with these tickets, composes it with a Trunkline, and serves both by the gateway. */
export async function startSupergraph(trunkline: string, key: string, tickets: readonly object[]): Promise<Supergraph> {
  const folder = mkdtempSync(join(tmpdir(), 'trunkline-supergraph-'));
  const [written, supergraph] = [join(folder, 'tickets.json'), join(folder, 'supergraph.graphql')];
  writeFileSync(written, JSON.stringify(tickets));
  const running: RunningExample[] = [];
  const start = async (ready: RegExp, ...args: readonly string[]): Promise<string> => {
    const started = await startExample(ready, ...args);
    running.push(started);
    return started.said;
  };
  const close = async () => {
    await Promise.all(running.map((each) => each.close()));
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    const crm = await start(/^(http\S+)/, 'federation/crm.ts', '--port', '0', '--tickets', written);
    const subgraphs = ['--trunkline', `${trunkline}/graphql`, '--crm', crm];
    const composed = await runExample('federation/compose.ts', ...subgraphs, '--key', key, '--out', supergraph);
    if (composed.code !== 0) throw new Error(composed.stderr);
    const address = ['--host', '127.0.0.1', '--port', String(await findFreePort())];
    const config = ['--config-path', 'federation/gateway.config.ts', ...address];
    return { url: await start(/Listening on (http\S+)/, GATEWAY, 'supergraph', supergraph, ...config), close };
  } catch (error) {
    await close();
    throw error;
  }
}
