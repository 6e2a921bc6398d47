import { describe, expect, it } from 'vitest';
import { createMediaHosts } from '../../src/providers/voximplant/media/media-hosts.ts';
import { toHostOrigin } from '../../src/providers/media-hosts.ts';

describe('a host that the settings name for files', () => {
  it.each([
    ['files.example.com', 'https://files.example.com'],
    ['files.example.com:8443', 'https://files.example.com:8443'],
    ['127.0.0.1:9000', 'http://127.0.0.1:9000'],
    ['localhost', 'http://localhost'],
  ])('%s is asked at %s', (host, origin) => {
    expect(toHostOrigin(host)).toBe(origin);
  });

  it('may stand on this machine, for Voximplant as for the others', async () => {
    const hosts = createMediaHosts({ baseUrl: 'https://api.voximplant.com', mediaHosts: ['127.0.0.1:9000'] });
    await expect(hosts.check(new URL('http://127.0.0.1:9000/record.mp3'))).resolves.toBeUndefined();
  });
});
