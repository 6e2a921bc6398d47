import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DEMO_KINDS } from '../../../src/demo/call-source.ts';
import { type SettingsOverrides, readSettingsFile } from '../../../src/server/settings-file/read-settings-file.ts';
import { SettingsError } from '../../../src/server/settings-file/settings-error.ts';

const SECRET = 'c0ffee-secret-c0ffee';
const KEY = '{ name: a, hash: "sha256:47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU", scopes: [calls:read] }';
const PORTAL = `{ id: portal, kind: bitrix24, webhookUrl: "https://example.bitrix24.com/rest/1/${SECRET}/" }`;
const HOOK_SECRET = 'a'.repeat(32);
const HOOKED = `{ id: a, kind: callgear, accessToken: token, hook: { secret: ${HOOK_SECRET} } }`;

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'trunkline-settings-'));
  writeFileSync(join(folder, 'token'), `${SECRET}\n`);
});
afterAll(() => rmSync(folder, { recursive: true }));

function read(text: string, environment: Record<string, string> = {}, overrides: SettingsOverrides = {}) {
  const file = join(folder, 'trunkline.yaml');
  writeFileSync(file, text);
  return readSettingsFile(file, environment, overrides);
}

/** The refusal as it is printed; it never holds a secret. */
function refuse(text: string, environment: Record<string, string> = {}, overrides: SettingsOverrides = {}): string {
  try {
    read(text, environment, overrides);
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error;
    expect(error.message).not.toContain(SECRET);
    return error.message;
  }
  throw new Error('these settings were taken');
}

describe('settings', () => {
  it('name who is one human, an agent by its provider and the id it has there', () => {
    const { people } = read(`{ providers: [${PORTAL}], people: [{ name: Ada, agents: ['portal:11', 'portal:a:b'] }] }`);
    const agents = [
      { provider: 'portal', nativeId: '11' },
      { provider: 'portal', nativeId: 'a:b' },
    ];
    expect(people).toEqual([{ name: 'Ada', agents }]);
    expect(read(`providers: [${PORTAL}]`).people).toEqual([]);
  });

  it('need no more than one provider', () => {
    const { server, timeline, providers } = read(`providers: [${PORTAL}]`);
    expect(server).toMatchObject({ host: '127.0.0.1', port: 4000, graphiql: true, introspection: true });
    expect(timeline).toEqual({ maxPageSize: 1000, defaultPageSize: 50 });
    expect(providers).toMatchObject([{ id: 'portal', kind: 'bitrix24', deadlineMs: 10_000 }]);
  });

  it('may be JSON', () => {
    const providers = [{ id: 'tracking', kind: 'callgear', accessToken: SECRET }];
    expect(read(JSON.stringify({ providers })).providers).toMatchObject(providers);
  });

  it('take several providers of one kind', () => {
    expect(read(`providers: [${PORTAL}, ${PORTAL.replace('portal', 'portal-2')}]`).providers).toHaveLength(2);
  });

  it('take values from the environment and from files, inside texts too', () => {
    const text = `
      server: { port: "\${PORT}", graphiql: "\${GRAPHIQL}" }
      providers:
        - { id: portal, kind: bitrix24, webhookUrl: "https://example.bitrix24.com/rest/1/\${file:token}/" }
        - { id: tracking, kind: callgear, accessToken: "\${TOKEN}", name: "costs $\${5}" }`;
    const settings = read(text, { PORT: '4321', GRAPHIQL: 'false', TOKEN: SECRET });
    expect(settings.server).toMatchObject({ port: 4321, graphiql: false });
    expect(settings.providers).toMatchObject([
      { webhookUrl: `https://example.bitrix24.com/rest/1/${SECRET}/` },
      { accessToken: SECRET, name: 'costs ${5}' },
    ]);
  });

  it('find files from the folder they stand in', () => {
    const oauth = 'endpoint: "https://x.bitrix24.com/rest/", clientId: a, clientSecret: b, refreshToken: c';
    const { providers } = read(`providers: [{ id: p, kind: bitrix24, oauth: { ${oauth}, tokenFile: ./t.json } }]`);
    expect(providers).toMatchObject([{ oauth: { tokenFile: join(folder, 't.json') } }]);
  });

  it('give way to the command line', () => {
    const { server } = read(`{ server: { port: 1 }, providers: [${PORTAL}] }`, {}, { port: 0, host: 'localhost' });
    expect(server).toMatchObject({ port: 0, host: 'localhost' });
  });

  it('page no larger than their largest page when they name no default', () => {
    expect(read(`{ timeline: { maxPageSize: 20 }, providers: [${PORTAL}] }`).timeline.defaultPageSize).toBe(20);
  });
});

describe('a refusal of settings', () => {
  it('wants a file for tokens that are replaced, unless Postgres keeps them', () => {
    const oauth = '{ endpoint: "https://x.bitrix24.com/rest/", clientId: a, clientSecret: b, refreshToken: c }';
    const portal = `providers: [{ id: p, kind: bitrix24, oauth: ${oauth} }]`;
    expect(refuse(portal)).toContain('providers[0].oauth.tokenFile');
    expect(read(`{ store: { kind: postgres, url: "postgres://h/d" }, ${portal} }`).providers).toHaveLength(1);
  });

  it.each<[string, string, RegExp[]]>([
    [
      'a kind nobody knows',
      'providers: [{ id: a, kind: bitrix }]',
      [/providers\[0\]\.kind: found "bitrix"/, /mean bitrix24\?/],
    ],
    ['no kind', 'providers: [{ id: a }]', [/providers\[0\]\.kind: is missing/, /voximplant/]],
    [
      'a missing key',
      'providers: [{ id: desk, kind: zoom-contact-center, accountId: a, clientId: b }]',
      [/providers\[0\]\.clientSecret: is missing\. The client secret/],
    ],
    ['a misspelled key', `{ server: { prot: 1 }, providers: [${PORTAL}] }`, [/server\.prot: .*mean port\?/]],
    ['two providers with one id', `providers: [${PORTAL}, ${PORTAL}]`, [/providers\[1\]\.id: found "portal" again/]],
    [
      'an id that is no key',
      `providers: [${PORTAL.replace('portal', '"My Portal"')}]`,
      [/providers\[0\]\.id: found "My Portal"/],
    ],
    [
      'a number out of range',
      `{ server: { port: 99999 }, providers: [${PORTAL}] }`,
      [/server\.port: found 99999; must be at most 65535/],
    ],
    [
      'a text for a number',
      `{ server: { port: http }, providers: [${PORTAL}] }`,
      [/server\.port: found "http"; must be a number/],
    ],
    [
      'a country that is none',
      `providers: [{ id: a, kind: callgear, accessToken: ${SECRET}, defaultCountry: UK }]`,
      [/providers\[0\]\.defaultCountry: found "UK"; must be a country .*GB/],
    ],
    [
      'a day that is in no calendar',
      `providers: [{ id: a, kind: callgear, accessToken: ${SECRET}, historySince: "2026-13-40" }]`,
      [/providers\[0\]\.historySince: found "2026-13-40"; must be a day of the calendar, as YYYY-MM-DD/],
    ],
    [
      'a key left empty',
      'providers: [{ id: desk, kind: zoom-contact-center, accountId: "", clientId: b, clientSecret: c }]',
      [/providers\[0\]\.accountId: found an empty text; must not be empty/],
    ],
    [
      "a vendor's address over plain HTTP",
      `providers: [{ id: a, kind: callgear, accessToken: b, baseUrl: "http://user:${SECRET}@example.com/${SECRET}" }]`,
      [/providers\[0\]\.baseUrl: http:\/\/ would send keys in the clear; write https:\/\/ instead/],
    ],
    ['no providers', 'providers: []', [/providers: .*at least one provider/]],
    [
      'tokens without what they are checked by',
      `{ auth: { mode: jwt }, providers: [${PORTAL}] }`,
      [
        /auth\.jwks: is missing\. The keys that tokens/,
        /auth\.issuer: is missing\. What/,
        /auth\.audience: is missing/,
      ],
    ],
    [
      'auth of an unknown mode',
      `{ auth: { mode: basic }, providers: [${PORTAL}] }`,
      [/auth\.mode: found "basic"; must be one of none, keys, jwt/],
    ],
    [
      'tokens that anybody could sign: with the public key as a secret, with none, or with a secret that is written here',
      `{ auth: { mode: jwt, issuer: i, audience: a, algorithms: [HS256, none], jwks: { keys: [{ kty: oct, k: ${SECRET} }] } }, providers: [${PORTAL}] }`,
      [/algorithms\[0\]: .*must be one of RS256/, /algorithms\[1\]: /, /auth\.jwks\.keys\[0\]: must be a public key/],
    ],
    [
      'keys of the same name, for a provider that there is not, until a day that there is not',
      `{ auth: { mode: keys, keys: [${KEY}, ${KEY}, { name: b, hash: plain, scopes: [calls:rea], providers: [other], ends: 2027-02-30 }] }, providers: [${PORTAL}] }`,
      [
        /auth\.keys\[1\]\.name: is that of auth\.keys\[0\]\.name too/,
        /auth\.keys\[1\]\.hash: is that of/,
        /auth\.keys\[2\]\.hash: .*must be what `trunkline key new` printed/,
        /auth\.keys\[2\]\.scopes\[0\]: .*must be one of calls:read.*did you mean calls:read\?/,
        /auth\.keys\[2\]\.providers\[0\]: "other" is the id of no provider; there are portal/,
        /auth\.keys\[2\]\.ends: .*must be a day such as 2027-01-31/,
      ],
    ],
    [
      'a cache, which a store has taken the place of',
      `{ cache: { store: memory }, providers: [${PORTAL}] }`,
      [/cache: is no setting any more: say store: \{ kind: sqlite \}/],
    ],
    [
      'a store of an unknown kind, a Postgres without an address, a history that is neither on nor off',
      `{ store: { kind: redis }, history: sometimes, providers: [${PORTAL}] }`,
      [
        /store\.kind: found "redis"; must be one of sqlite, postgres, memory/,
        /history: .*must be off, or some of .*; leave it out to keep history as usual/,
      ],
    ],
    [
      'a Postgres without an address',
      `{ store: { kind: postgres }, providers: [${PORTAL}] }`,
      [/store\.url: is missing/],
    ],
    [
      'a former id that another provider has',
      `{ providers: [${PORTAL}, ${PORTAL.replace('portal', 'other').replace('{', '{ was: [portal], ')}] }`,
      [/providers\[1\]\.was\[0\]: is the id of providers\[0\]\.id/],
    ],
    [
      'people at a provider that there is not',
      `{ providers: [${PORTAL}], people: [{ name: Ada, agents: ['portel:11'] }, { name: Ben, agents: ['desk:1'] }] }`,
      [
        /people\[0\]\.agents\[0\]: found "portel:11"; there is no provider portel: did you mean portal\?/,
        /people\[1\]\.agents\[0\]: found "desk:1"; there is no provider desk: there are portal/,
      ],
    ],
    [
      'an agent who is two people, or one twice',
      `{ providers: [${PORTAL}], people: [{ name: Ada, agents: ['portal:1', 'portal:1'] }, { name: Ben, agents: ['portal:1'] }] }`,
      [
        /people\[0\]\.agents\[1\]: found "portal:1" again, after people\[0\]\.agents\[0\]; an agent is one person/,
        /people\[1\]\.agents\[0\]: found "portal:1" again/,
      ],
    ],
    [
      'two people of one name, and somebody who is nobody anywhere',
      `{ providers: [${PORTAL}], people: [{ name: Ada, agents: ['portal:1'] }, { name: Ada, agents: [] }, { name: Cleo, agents: [portal] }] }`,
      [
        /people\[1\]\.name: is the name of people\[0\] too; tell them apart, or name all agents in one entry/,
        /people\[1\]\.agents: found a list of 0; must name at least one agent, such as portal:12/,
        /people\[2\]\.agents\[0\]: found "portal"; must be the id of a provider and the id of an agent there, such as portal:12/,
      ],
    ],
    [
      'keys over plain HTTP',
      `providers: [${PORTAL.replace('https', 'http')}]`,
      [/providers\[0\]\.webhookUrl: http:\/\/ would send keys in the clear/],
    ],
    ['no YAML', 'server:\n  port: 1\n  port: 2\n', [/line 3, column 3: Map keys must be unique/]],
    [
      'a text that never ends',
      `providers: [{ id: a, accessToken: "${SECRET} }]`,
      [/line 1, column \d+: Missing closing/],
    ],
    ['a list', '- a', [/"name: value" lines/]],
  ])('names the place, what was found and what would do: %s', (_name, text, said) => {
    const message = refuse(text);
    for (const expected of said) expect(message).toMatch(expected);
  });

  const account = (fields: string) => `providers: [{ id: pbx, kind: voximplant, serviceAccount: ${fields} }]`;
  const callgear = (fields: string) => `providers: [{ id: a, kind: callgear, ${fields} }]`;
  const IN_THE_CLEAR = 'http:// would send keys in the clear; write https:// instead';

  it.each<[string, string, string]>([
    [`providers: [${PORTAL.replace('https', 'http')}]`, 'providers[0].webhookUrl', IN_THE_CLEAR],
    [callgear('accessToken: b, baseUrl: "http://example.com"'), 'providers[0].baseUrl', IN_THE_CLEAR],
    [callgear('accessToken: b, mediaBaseUrl: "http://example.com"'), 'providers[0].mediaBaseUrl', IN_THE_CLEAR],
    [
      'providers: [{ id: z, kind: zoom-contact-center, accountId: a, clientId: b, clientSecret: c, tokenUrl: "http://z.us" }]',
      'providers[0].tokenUrl',
      IN_THE_CLEAR,
    ],
    [
      'providers: [{ id: p, kind: bitrix24, oauth: { endpoint: "http://x.bitrix24.com/rest/", clientId: a, clientSecret: b, refreshToken: c, tokenFile: t } }]',
      'providers[0].oauth.endpoint',
      IN_THE_CLEAR,
    ],
    [
      'providers: [{ id: p, kind: bitrix24, webhookUrl: "example.com" }]',
      'providers[0].webhookUrl',
      'must be an incoming webhook',
    ],
    [account('{ account_id: 1, key_id: k }'), 'providers[0].serviceAccount.private_key', 'is missing. The private key'],
    [
      account('{ key_id: k, private_key: p }'),
      'providers[0].serviceAccount.account_id',
      'is missing. The account whose',
    ],
    [
      account('{ result: { account_id: 1, key_id: k } }'),
      'providers[0].serviceAccount.result.private_key',
      'is missing.',
    ],
    [
      account('{ account_id: x, key_id: k, private_key: p }'),
      'providers[0].serviceAccount.account_id',
      'must be the digits',
    ],
    [
      account('{ account_id: -1, key_id: k, private_key: p }'),
      'providers[0].serviceAccount.account_id',
      'must be more than 0',
    ],
    [
      account('{ account_id: 1, key_id: "", private_key: p }'),
      'providers[0].serviceAccount.key_id',
      'must not be empty',
    ],
    [
      account('{ account_id: 1, key_id: k, private_key: p }'),
      'providers[0].serviceAccount',
      'private_key is not a PEM',
    ],
    [account('{ result: 5 }'), 'providers[0].serviceAccount.result', 'found 5; must be a group of settings'],
    [account('5'), 'providers[0].serviceAccount', 'found 5; must be a group of settings'],
    ['providers: [{ id: pbx, kind: voximplant }]', 'providers[0].serviceAccountFile', 'give either'],
    ['providers: [{ id: p, kind: bitrix24 }]', 'providers[0]', 'give either "webhookUrl" or "oauth"'],
    ['providers: [{ id: p, kind: bitrix24, oauth: 5 }]', 'providers[0].oauth', 'found 5; must be a group of settings'],
    [callgear('login: x'), 'providers[0]', 'give either "accessToken", or both'],
    [callgear('accessToken: 123'), 'providers[0].accessToken', 'found 123; must be a text'],
    [callgear('accessToken: x, timeZone: Mars'), 'providers[0].timeZone', 'must be an IANA time zone'],
    [callgear('accessToken: x, deadlineMs: 5'), 'providers[0].deadlineMs', 'found 5; must be at least 100'],
    ['providers: [{ id: a, kind: 5 }]', 'providers[0].kind', 'found 5; must be one of'],
    ['providers: [{ kind: callgear, accessToken: x }]', 'providers[0].id', 'is missing.'],
    ['providers: [null]', 'providers[0]', 'found null; must be a group of settings'],
    ['providers: 5', 'providers', 'found 5; must be a list'],
    ['{ server: {} }', 'providers', 'is missing.'],
    [`{ server: 5, providers: [${PORTAL}] }`, 'server', 'found 5; must be a group of settings'],
    [`{ server: { host: "" }, providers: [${PORTAL}] }`, 'server.host', 'must not be empty'],
    [
      `{ server: { host: 0.0.0.0, publicUrl: 'https://calls.example.com' }, providers: [${PORTAL}] }`,
      'server.host',
      'without auth would show every call',
    ],
    [`{ auth: { keys: [] }, providers: [${PORTAL}] }`, 'auth.mode', 'must be one of none, keys, jwt'],
    [`{ server: { host: 0.0.0.0 }, auth: { mode: keys }, providers: [${PORTAL}] }`, 'server.publicUrl', 'found none'],
    [`{ server: { publicUrl: "ftp://x" }, providers: [${PORTAL}] }`, 'server.publicUrl', 'must be an absolute http'],
    [
      `{ server: { allowedOrigins: [a] }, providers: [${PORTAL}] }`,
      'server.allowedOrigins[0]',
      'must be an origin such as',
    ],
    [
      `{ server: { limits: { maxCost: 1.5 } }, providers: [${PORTAL}] }`,
      'server.limits.maxCost',
      'must be a whole number',
    ],
    [
      `{ timeline: { maxPageSize: 0, defaultPageSize: 20 }, providers: [${PORTAL}] }`,
      'timeline.maxPageSize',
      'at least 1',
    ],
    [
      `{ timeline: { maxPageSize: 5, defaultPageSize: 9 }, providers: [${PORTAL}] }`,
      'timeline.defaultPageSize',
      'must not be more',
    ],
    [`{ media: { signingKeys: [short] }, providers: [${PORTAL}] }`, 'media.signingKeys[0]', 'must have at least 32'],
    [`{ log: { level: loud }, providers: [${PORTAL}] }`, 'log.level', 'must be one of error, warn, info, silent'],
    [
      `{ providers: [{ id: a, kind: callgear, accessToken: token, hook: { secret: short } }] }`,
      'providers[0].hook.secret',
      'must have 32 to 200 letters',
    ],
    [
      `{ providers: [{ id: a, kind: callgear, accessToken: token, hook: { secret: ${HOOK_SECRET}, secretToken: x } }] }`,
      'providers[0].hook.secretToken',
      'is no setting here',
    ],
    [`{ history: off, providers: [${HOOKED}] }`, 'providers[0].hook', 'leads to nothing where no history is kept'],
    [
      `{ providers: [${HOOKED.replace('{', '{ history: false,')}] }`,
      'providers[0].hook',
      'leads to nothing where no history is kept',
    ],
    [`{ cache: { store: redis }, providers: [${PORTAL}] }`, 'cache', 'is no setting any more'],
    [`{ foo: 1, providers: [${PORTAL}] }`, 'foo', 'is no setting here; known are'],
  ])('complains once about one mistake: %s', (text, place, said) => {
    const complaints = refuse(text).split('\n').slice(1);
    expect(complaints).toEqual([expect.stringContaining(said)]);
    expect(complaints[0]).toMatch(/^ {2}[\w.[\]]+: /);
    expect(complaints[0]!.trim().startsWith(`${place}: `)).toBe(true);
  });

  it('names the variable that is not set, and the file that is not there', () => {
    const provider = (token: string) => `providers: [{ id: a, kind: callgear, accessToken: "${token}" }]`;
    expect(refuse(provider('${CALLGEAR_TOKEN}'))).toMatch(
      /providers\[0\]\.accessToken: \$\{CALLGEAR_TOKEN\} is not set/,
    );
    // What every object has is no variable.
    for (const name of ['toString', 'constructor', '__proto__'])
      expect(refuse(provider(`\${${name}}`))).toContain(`\${${name}} is not set`);
    expect(refuse(provider('${file:none}'))).toContain(join(folder, 'none'));
    expect(refuse(provider('${1+1}'))).toContain('neither ${NAME} nor ${file:PATH}');
  });

  it('repeats the path of a file as it was written, and says where it was looked for', () => {
    const message = refuse('providers: [{ id: pbx, kind: voximplant, serviceAccountFile: ./none.json }]');
    expect(message).toContain(
      `providers[0].serviceAccountFile: found "./none.json"; there is no file ${join(folder, 'none.json')}: ` +
        'a relative path starts in the folder of the settings file',
    );
  });

  it('never repeats a key that was put where the path of its file belongs', () => {
    const account = JSON.stringify({ private_key: SECRET }).replaceAll('"', '\\"');
    for (const wrong of [account, `-----BEGIN PRIVATE KEY----- ${SECRET}`, `\\n${SECRET}`])
      expect(refuse(`providers: [{ id: pbx, kind: voximplant, serviceAccountFile: "${wrong}" }]`)).toContain(
        'wants the path of credentials.json, not its content',
      );
  });

  it('says everything at once, each setting once', () => {
    const message = refuse(
      `{ server: { port: -1, host: 0.0.0.0 }, store: { kind: x }, providers: [{ kind: callgear, id: A }] }`,
    );
    const places = message
      .split('\n')
      .slice(1)
      .map((line) => line.split(':')[0]?.trim());
    expect(places).toEqual(expect.arrayContaining(['server.port', 'store.kind', 'providers[0].id', 'server.host']));
    expect(new Set(places).size).toBe(places.length);
  });

  it('never repeats what came from outside or may be a secret', () => {
    const text = `providers:
      - { id: "\${ID}!", kind: bitrix24, webhookUrl: "ftp://${SECRET}" }
      - { id: tracking, kind: callgear, accessToken: ["${SECRET}"], timeZone: "\${ID}" }`;
    const message = refuse(text, { ID: SECRET });
    expect(message).toMatch(/providers\[0\]\.id: found a text of 21 characters/);
    expect(message).toMatch(/providers\[0\]\.webhookUrl: found a text of 26 characters/);
  });

  it('names a file that cannot be read', () => {
    expect(() => readSettingsFile(join(folder, 'none.yaml'), {})).toThrow(/there is no file .*none\.yaml/);
    expect(() => readSettingsFile(folder, {})).toThrow(/is a folder/);
  });
});

describe('an address that others can reach', () => {
  const text = `providers: [${PORTAL}]`;

  it('needs the address that clients know, since links start with it', () => {
    const open = `{ server: { host: 0.0.0.0, allowUnauthenticated: true }, providers: [${PORTAL}] }`;
    expect(refuse(open)).toMatch(/server\.publicUrl: found none.*such as https:\/\/calls\.example\.com/);
  });

  it.each(['0.0.0.0', '::', '192.0.2.7', 'calls.example.com'])('is refused without auth: %s', (host) => {
    expect(refuse(text, {}, { host })).toMatch(/server\.host: .*server\.allowUnauthenticated: true/);
  });

  it.each(['127.0.0.1', '127.8.8.8', '::1', 'localhost'])('is not %s', (host) => {
    expect(read(text, {}, { host }).server.host).toBe(host);
  });

  it('is taken when the settings say so', () => {
    const open = `{ server: { host: 0.0.0.0, allowUnauthenticated: true, publicUrl: 'https://calls.example.com' }, providers: [${PORTAL}] }`;
    expect(read(open).server.host).toBe('0.0.0.0');
  });
});

describe('the example settings', () => {
  it.each(['.gitignore', '.prettierignore'])('become files with keys in them, which %s names', (file) => {
    const lines = readFileSync(new URL(`../../../${file}`, import.meta.url), 'utf8').split('\n');
    expect(lines).toEqual(
      expect.arrayContaining(['trunkline.yaml', 'trunkline.json', 'credentials.json', '*-token.json']),
    );
  });

  it('are accepted as they are, once their secrets are there', () => {
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const pem = privateKey.export({ type: 'pkcs8', format: 'pem' });
    writeFileSync(join(folder, 'credentials.json'), JSON.stringify({ account_id: 1, key_id: 'k', private_key: pem }));
    const example = readFileSync(new URL('../../../trunkline.example.yaml', import.meta.url), 'utf8');
    const names = [...example.matchAll(/\$\{([A-Z0-9_]+)\}/g)].map(([, name]) => [name, 'abcdefgh']);
    const { providers } = read(example, Object.fromEntries(names) as Record<string, string>);
    expect(providers.map(({ kind }) => kind).sort()).toEqual([...DEMO_KINDS]);
  });
});
