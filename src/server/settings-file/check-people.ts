import { nearestWord } from './nearest-word.ts';
import { type SettingsPath, type SettingsProblem, showPath } from './settings-error.ts';
import { listAt, valueAt } from './settings-outline.ts';
import { type Taken, createTaken } from './taken.ts';

/** Every agent of `people` is of a provider that there is, and of one person; no two people have one name. */
export function checkPeople(people: unknown, providers: readonly unknown[]): SettingsProblem[] {
  const keys = providers.map((provider) => valueAt(provider, ['id'])).filter((id) => typeof id === 'string');
  const names = createTaken();
  const agents = createTaken();
  return listAt(people, []).flatMap((entry, index): SettingsProblem[] => {
    const wrong = listAt(entry, ['agents']).flatMap((agent, place) =>
      typeof agent === 'string' ? checkAgent(agent, ['people', index, 'agents', place], keys, agents) : [],
    );
    const path = ['people', index, 'name'];
    const other = names.take(valueAt(entry, ['name']), path);
    if (!other) return wrong;
    const person = showPath(other.slice(0, -1));
    return [
      { path, message: `is the name of ${person} too; tell them apart, or name all agents in one entry` },
      ...wrong,
    ];
  });
}

function checkAgent(agent: string, path: SettingsPath, keys: readonly string[], taken: Taken): SettingsProblem[] {
  const colon = agent.indexOf(':');
  // What names no provider is refused where it is declared.
  if (colon < 1) return [];
  const key = agent.slice(0, colon);
  if (!keys.includes(key)) {
    const near = nearestWord(key, keys);
    const hint = near === null ? `there are ${keys.join(', ')}` : `did you mean ${near}?`;
    return [{ path, message: `found ${JSON.stringify(agent)}; there is no provider ${key}: ${hint}` }];
  }
  const other = taken.take(agent, path);
  return other
    ? [{ path, message: `found ${JSON.stringify(agent)} again, after ${showPath(other)}; an agent is one person` }]
    : [];
}
