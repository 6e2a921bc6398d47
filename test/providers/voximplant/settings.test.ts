import { createPrivateKey, generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { readServiceAccount } from '../../../src/providers/voximplant/api/tokens.ts';
import { voximplantSettings } from '../../../src/providers/voximplant/settings.ts';

const exported = (type: 'rsa' | 'ec'): string => {
  const { privateKey } =
    type === 'rsa'
      ? generateKeyPairSync('rsa', { modulusLength: 2048 })
      : generateKeyPairSync('ec', { namedCurve: 'P-256' });
  return privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
};

let pem: string;
let folder: string;
beforeAll(() => {
  pem = exported('rsa');
  folder = mkdtempSync(join(tmpdir(), 'voximplant-'));
});

const credentials = (changes: object = {}) => ({ account_id: 4714487, key_id: 'key', private_key: pem, ...changes });
const parse = (changes: object) => voximplantSettings.safeParse({ id: 'pbx', kind: 'voximplant', ...changes });
const complaintsOf = (changes: object): string[] =>
  parse(changes).error?.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`) ?? [];

function written(name: string, content: string): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

describe('the settings of a Voximplant account', () => {
  it('takes a service account as it is and as the reply that made it, in the settings and in a file', () => {
    const shapes = [
      { serviceAccount: credentials() },
      { serviceAccount: { result: credentials() } },
      { serviceAccount: credentials({ account_id: '4714487', account_email: 'ops@example.com' }) },
      { serviceAccountFile: written('flat.json', JSON.stringify(credentials())) },
      { serviceAccountFile: written('nested.json', JSON.stringify({ result: credentials() })) },
    ];
    for (const shape of shapes) {
      const settings = parse(shape);
      expect(settings.error).toBeUndefined();
      const account = readServiceAccount(settings.data!);
      expect(String(account.accountId)).toBe('4714487');
      expect(account.key.equals(createPrivateKey(pem))).toBe(true);
    }
  });

  it('takes a key whose line ends came through an environment variable', () => {
    expect(complaintsOf({ serviceAccount: credentials({ private_key: pem.replaceAll('\n', '\\n') }) })).toEqual([]);
  });

  it('refuses a PEM that cannot be read, without quoting it', () => {
    const broken = [pem.split('\n')[0], 'nonsense', pem.slice(pem.indexOf('-----END'))].join('\n');
    const [complaint = ''] = complaintsOf({ serviceAccount: credentials({ private_key: broken }) });
    expect(complaint).toMatch(/^serviceAccount: private_key is not a PEM that can be read/);
    expect(complaint).not.toContain('nonsense');
  });

  it('refuses a key of another kind', () => {
    const [complaint] = complaintsOf({ serviceAccount: credentials({ private_key: exported('ec') }) });
    expect(complaint).toContain('takes RSA keys only');
  });

  it('refuses both and neither of file and account', () => {
    const both = { serviceAccount: credentials(), serviceAccountFile: './credentials.json' };
    for (const changes of [{}, both]) expect(complaintsOf(changes)[0]).toContain('either "serviceAccountFile" or');
  });

  it('says what is wrong with a file', () => {
    const of = (path: string) => complaintsOf({ serviceAccountFile: path })[0];
    expect(of(join(folder, 'missing.json'))).toMatch(
      /there is no file .*missing\.json: a relative path starts in the folder of the settings file/,
    );
    expect(of(written('text.json', 'private'))).toMatch(/is not JSON/);
    expect(of(written('empty.json', '{}'))).toMatch(/has "account_id", "key_id" and "private_key"/);
  });

  it('refuses an address without TLS that is not on this machine', () => {
    expect(complaintsOf({ serviceAccount: credentials(), baseUrl: 'http://api.example.com' })[0]).toMatch(/^baseUrl/);
  });
});
