import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createReport } from './report.ts';

const portal = '{ id: portal, kind: bitrix24, webhookUrl: "https://example.bitrix24.com/rest/1/secretsecret/" }';
const CASES: readonly [name: string, yaml: string, mentions: readonly RegExp[]][] = [
  ['a wrong kind', 'providers: [{ id: portal, kind: bitrix }]', [/providers\[0\]\.kind/, /bitrix24/]],
  [
    'a missing key',
    'providers: [{ id: desk, kind: zoom-contact-center, accountId: a, clientId: b }]',
    [/providers\[0\]\.clientSecret/],
  ],
  ['two providers with one id', `providers: [${portal}, ${portal}]`, [/providers\[1\]\.id/, /portal/]],
  [
    'an id that is no key',
    'providers: [{ id: "My Portal", kind: bitrix24, webhookUrl: "https://x.bitrix24.com/rest/1/abcdefgh/" }]',
    [/providers\[0\]\.id/],
  ],
  [
    'an unset ${NAME}',
    'providers: [{ id: tracking, kind: callgear, accessToken: "${TRUNKLINE_BENCH_UNSET}" }]',
    [/providers\[0\]\.accessToken/, /TRUNKLINE_BENCH_UNSET/],
  ],
];

const report = createReport('Bad settings are refused at start: path and remedy, exit code 2');
const folder = mkdtempSync(join(tmpdir(), 'trunkline-bench-'));
const start = (...args: string[]) =>
  spawnSync(process.execPath, ['src/main.ts', ...args], { encoding: 'utf8', timeout: 20_000 });

for (const [name, yaml, mentions] of CASES) {
  const file = join(folder, 'trunkline.yaml');
  writeFileSync(file, yaml);
  const { status, stderr, stdout } = start('--settings', file);
  const said = `${stderr}${stdout}`;
  report.holds(
    name,
    status === 2 && mentions.every((mention) => mention.test(said)) && !said.includes('secretsecret'),
    `exit code ${status}`,
  );
}

writeFileSync(join(folder, 'trunkline.yaml'), `providers: [${portal}]`);
const open = start('--settings', join(folder, 'trunkline.yaml'), '--host', '0.0.0.0');
report.holds(
  '--host 0.0.0.0 without auth',
  open.status === 2 && /0\.0\.0\.0/.test(open.stderr),
  `exit code ${open.status}`,
);
rmSync(folder, { recursive: true });
report.end();
