import { isLoopbackHost } from '../../transport/safe-url.ts';
import { checkPeople } from './check-people.ts';
import { type Taken, createTaken } from './taken.ts';
import { type SettingsPath, type SettingsProblem, showPath } from './settings-error.ts';
import { listAt, valueAt } from './settings-outline.ts';
import { describeFound } from './to-settings-problems.ts';

/** What no setting can know by itself: ids that clash, ways to vendors that leak, an open address. */
export function crossCheck(settings: unknown, filled: ReadonlySet<string>): SettingsProblem[] {
  const entries = listAt(settings, ['providers']);
  return [
    ...checkAddress(settings),
    ...checkKeys(settings, filled),
    ...checkIds(entries, filled),
    ...checkTokenFiles(settings, entries),
    ...checkHooks(settings, entries),
    ...entries.flatMap((entry, index) => checkUrls(entry, ['providers', index])),
    ...checkPeople(valueAt(settings, ['people']), entries),
  ];
}

function checkAddress(settings: unknown): SettingsProblem[] {
  const host = valueAt(settings, ['server', 'host']);
  if (typeof host !== 'string' || host === '' || isLoopbackHost(host)) return [];
  const problems: SettingsProblem[] = [];
  const isOpen = (valueAt(settings, ['auth', 'mode']) ?? 'none') === 'none';
  if (isOpen && valueAt(settings, ['server', 'allowUnauthenticated']) !== true) {
    const message =
      `${JSON.stringify(host)} without auth would show every call to whoever can reach this machine. Say auth.mode: keys ` +
      'or jwt, listen on 127.0.0.1 behind a proxy that checks who asks, or say server.allowUnauthenticated: true';
    problems.push({ path: ['server', 'host'], message });
  }
  if (valueAt(settings, ['server', 'publicUrl']) === undefined) {
    const message =
      `found none; server.host is ${JSON.stringify(host)}, and links to recordings cannot start with whatever name a ` +
      'request brings along. Say how clients reach this server, such as https://calls.example.com';
    problems.push({ path: ['server', 'publicUrl'], message });
  }
  return problems;
}

/** Tokens that a vendor replaces have to be kept: in a file, or in the database that replicas share. */
function checkTokenFiles(settings: unknown, entries: readonly unknown[]): SettingsProblem[] {
  if (valueAt(settings, ['store', 'kind']) === 'postgres') return [];
  return entries.flatMap((entry, index): SettingsProblem[] => {
    const oauth = valueAt(entry, ['oauth']);
    if (typeof oauth !== 'object' || oauth === null || 'tokenFile' in oauth) return [];
    const message =
      'found none; each refresh gives a new token that has to be kept. Name a file, such as ./portal-token.json, or a ' +
      'store in Postgres: store: { kind: postgres, url: … }';
    return [{ path: ['providers', index, 'oauth', 'tokenFile'], message }];
  });
}

/** What a vendor pushes makes the kept history be read on: without one it would be taken and lead to nothing. */
function checkHooks(settings: unknown, entries: readonly unknown[]): SettingsProblem[] {
  const isOff = (value: unknown): boolean => value === false || value === 'off';
  const isKept = !isOff(valueAt(settings, ['history']));
  return entries.flatMap((entry, index): SettingsProblem[] => {
    if (valueAt(entry, ['hook']) === undefined || (isKept && !isOff(valueAt(entry, ['history'])))) return [];
    const message = 'leads to nothing where no history is kept; leave it out, or let "history" be on';
    return [{ path: ['providers', index, 'hook'], message }];
  });
}

/** Each key is somebody's own, and names providers that there are. */
function checkKeys(settings: unknown, filled: ReadonlySet<string>): SettingsProblem[] {
  const known = listAt(settings, ['providers']).map((entry) => valueAt(entry, ['id']));
  const taken = createTaken();
  return listAt(settings, ['auth', 'keys']).flatMap((key, index) => [
    ...(['name', 'hash'] as const).flatMap((part): SettingsProblem[] => {
      const path = ['auth', 'keys', index, part];
      const value = valueAt(key, [part]);
      const other = typeof value === 'string' ? taken.take(`${part} ${value}`, path) : undefined;
      return other ? [{ path, message: `is that of ${showPath(other)} too; give each key its own` }] : [];
    }),
    ...listAt(key, ['providers']).flatMap((id, place): SettingsProblem[] => {
      const path = ['auth', 'keys', index, 'providers', place];
      if (typeof id !== 'string' || known.includes(id)) return [];
      const shown = filled.has(showPath(path)) ? 'this' : JSON.stringify(id);
      return [{ path, message: `${shown} is the id of no provider; there are ${known.join(', ')}` }];
    }),
  ]);
}

function checkIds(entries: readonly unknown[], filled: ReadonlySet<string>): SettingsProblem[] {
  const taken = createTaken();
  const clashing = entries.flatMap((entry, index): SettingsProblem[] => {
    const path = ['providers', index, 'id'];
    const id = valueAt(entry, ['id']);
    const other = taken.take(id, path);
    if (!other) return [];
    const found = describeFound(id, path, filled);
    return [{ path, message: `found ${found} again, the id of ${showPath(other)}; give each provider its own` }];
  });
  return [...clashing, ...checkFormerIds(entries, taken)];
}

/** An id that somebody has, or had, is nobody else's former one. */
function checkFormerIds(entries: readonly unknown[], taken: Taken): SettingsProblem[] {
  return entries.flatMap((entry, index) =>
    listAt(entry, ['was']).flatMap((id, place): SettingsProblem[] => {
      const path = ['providers', index, 'was', place];
      const other = taken.take(id, path);
      return other ? [{ path, message: `is the id of ${showPath(other)}; a former id belongs to one provider` }] : [];
    }),
  );
}

/** Every address of a vendor is HTTPS, or HTTP on the loopback; what is no address at all is refused where it is declared. */
function checkUrls(value: unknown, path: SettingsPath): SettingsProblem[] {
  if (typeof value === 'object' && value !== null)
    return Object.entries(value).flatMap(([key, item]) => checkUrls(item, [...path, key]));
  if (typeof value !== 'string' || !/url$|^endpoint$/i.test(String(path.at(-1)))) return [];
  const url = URL.parse(value);
  if (url?.protocol !== 'http:' || isLoopbackHost(url.hostname)) return [];
  return [{ path, message: 'http:// would send keys in the clear; write https:// instead' }];
}
