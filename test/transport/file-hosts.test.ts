import { Readable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { ForeignHost, createFileHosts, openFile } from '../../src/transport/file-hosts.ts';
import type { HttpRequest, HttpStream } from '../../src/transport/http.ts';

// Names are resolved by hand: nothing here asks the network.
const resolve = (hostname: string) =>
  Promise.resolve([hostname === 'intranet.example.com' ? '10.0.0.7' : '203.0.113.9']);
const hosts = createFileHosts(['http://127.0.0.1:4010/rest/'], ['*.vendor.invalid', 'media.example.com'], resolve);
const signal = new AbortController().signal;

describe('the hosts of files', () => {
  it.each([
    'http://127.0.0.1:4010/disk/file?token=1',
    'https://storage.vendor.invalid/a.mp3',
    'https://vendor.invalid/a.mp3',
    'https://media.example.com/a.mp3',
  ])('let %s through', async (url) => expect(await hosts.check(new URL(url))).toBeUndefined());

  it.each([
    'http://127.0.0.1:4011/other-port',
    'http://storage.vendor.invalid/not-https',
    'https://vendor.invalid.evil.example/a.mp3',
    'https://evilvendor.invalid/a.mp3',
    'https://169.254.169.254/latest/meta-data',
    'file:///etc/passwd',
  ])('stop %s', async (url) => {
    await expect(hosts.check(new URL(url))).rejects.toThrow(ForeignHost);
  });

  it.each([
    'https://127.0.0.1/a',
    'https://10.1.2.3/a',
    'https://198.18.0.1/a',
    'https://[64:ff9b::7f00:1]/a',
    'https://[2002:7f00:1::]/a',
    'https://[::1]/a',
    'https://[fd00::1]/a',
    'https://intranet.example.com/a',
  ])('stop %s, private and named by no setting, even where a pattern lets it through', async (url) => {
    const trusting = createFileHosts([], [new URL(url).hostname], resolve);
    await expect(trusting.check(new URL(url))).rejects.toThrow(/private network/);
  });

  it('give the host of a link apart from what is said, and nothing else of it', async () => {
    const error: unknown = await hosts
      .check(new URL('https://evil.example/path?key=secret'))
      .catch((reason: unknown) => reason);
    expect(error).toMatchObject({ host: 'https://evil.example' });
    expect(String(error)).not.toMatch(/secret|path|evil/);
  });
});

describe('opening a file', () => {
  const answering = (answers: Record<string, { status: number; location?: string }>) => {
    const asked: HttpRequest[] = [];
    const bodies: Readable[] = [];
    const open = (request: HttpRequest): Promise<HttpStream> => {
      asked.push(request);
      const { status, location } = answers[request.url]!;
      const body = Readable.from(['sound']);
      bodies.push(body);
      return Promise.resolve({ status, headers: location === undefined ? {} : { location }, body });
    };
    return { open, asked, bodies };
  };
  const ask = (open: ReturnType<typeof answering>['open'], url: string) =>
    openFile(
      open,
      {
        method: 'GET',
        url,
        operation: 'a recording',
        headersFor: ({ host }): Record<string, string> =>
          host === 'media.example.com' ? { authorization: 'token' } : {},
      },
      hosts,
      signal,
    );

  it('follows redirects within the declared hosts, and gives the token only where it belongs', async () => {
    const { open, asked, bodies } = answering({
      'https://media.example.com/a': { status: 302, location: 'https://storage.vendor.invalid/b' },
      'https://storage.vendor.invalid/b': { status: 200 },
    });
    expect((await ask(open, 'https://media.example.com/a')).status).toBe(200);
    expect(asked.map((request) => request.headers)).toEqual([{ authorization: 'token' }, {}]);
    expect(bodies[0]!.destroyed).toBe(true);
  });

  it('does not follow a redirect to a foreign host', async () => {
    const { open, asked } = answering({
      'https://media.example.com/a': { status: 302, location: 'http://169.254.169.254/' },
    });
    await expect(ask(open, 'https://media.example.com/a')).rejects.toThrow(ForeignHost);
    expect(asked).toHaveLength(1);
  });

  it('does not follow redirects for ever', async () => {
    const { open, asked } = answering({ 'https://media.example.com/a': { status: 302, location: '/a' } });
    await expect(ask(open, 'https://media.example.com/a')).rejects.toThrow(/more than 3 times/);
    expect(asked).toHaveLength(4);
  });

  it('refuses a link that is none', async () => {
    const { open, asked } = answering({});
    await expect(ask(open, 'not a link')).rejects.toThrow(ForeignHost);
    expect(asked).toEqual([]);
  });
});
