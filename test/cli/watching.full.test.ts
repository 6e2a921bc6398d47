import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { SDK_PACKAGES } from '../../src/telemetry/start-tracing.ts';
import { startCollector } from '../support/start-collector.ts';
import { startWatched } from './start-watched.ts';

let collector: Awaited<ReturnType<typeof startCollector>>;
beforeEach(async () => {
  collector = await startCollector();
});
afterEach(() => collector.close());

const ask = (url: string): Promise<Response> =>
  fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query: 'query Ids { providers { id } }' }),
  });

describe('a program that is traced', () => {
  it('loads the SDK, and sends what it has before it ends', async () => {
    const program = await startWatched({ tracing: { endpoint: collector.endpoint, serviceName: 'calls' } });
    try {
      expect((await ask(program.url!)).status).toBe(200);
      expect(await program.stop()).toBe(0);
      expect(program.modules()).toEqual(expect.arrayContaining([...SDK_PACKAGES]));
      expect(collector.spans).toContainEqual(expect.objectContaining({ name: 'query Ids', service: 'calls' }));
    } finally {
      await program.close();
    }
  });

  it('ends in time where the collector cannot be reached', async () => {
    const program = await startWatched({ tracing: { endpoint: 'http://127.0.0.1:9' } });
    try {
      expect((await ask(program.url!)).status).toBe(200);
      expect(await program.stop()).toBe(0);
      expect(program.lines.map(({ msg }) => msg)).toContain('traces cannot be sent');
    } finally {
      await program.close();
    }
  });

  it('sends its spans where an SDK that was loaded ahead sends them, with no setting', async () => {
    const program = await startWatched(
      {},
      { preloads: ['preloaded-sdk.ts'], env: { COLLECTOR: `${collector.endpoint}/v1/traces` } },
    );
    try {
      expect((await ask(program.url!)).status).toBe(200);
      await expect
        .poll(() => collector.spans, { timeout: 10_000 })
        .toContainEqual(expect.objectContaining({ name: 'query Ids', service: 'preloaded' }));
    } finally {
      await program.close();
    }
  });
});
