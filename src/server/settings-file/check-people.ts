import { nearestWord } from './nearest-word.ts';
import { type SettingsPath, type SettingsProblem, showPath } from './settings-error.ts';
import { valueAt } from './settings-outline.ts';

/** Every agent of `people` is of a provider that there is, and of one person; no two people have one name. */
export function checkPeople(people: unknown, providers: readonly unknown[]): SettingsProblem[] {
  const entries: readonly unknown[] = Array.isArray(people) ? people : [];
  const keys = providers.map((provider) => valueAt(provider, ['id'])).filter((id) => typeof id === 'string');
  const names = createTaken();
  const agents = createTaken();
  return entries.flatMap((entry, index): SettingsProblem[] => {
    const own = valueAt(entry, ['agents']);
    const name = valueAt(entry, ['name']);
    const path = ['people', index, 'name'];
    const other = typeof name === 'string' ? names.take(name, path) : undefined;
    return [
      ...(other
        ? [
            {
              path,
              message: `is the name of ${showPath(other.slice(0, -1))} too; tell them apart, or name all agents in one entry`,
            },
          ]
        : []),
      ...(Array.isArray(own) ? (own as unknown[]) : []).flatMap((agent, place) =>
        typeof agent === 'string' ? checkAgent(agent, ['people', index, 'agents', place], keys, agents) : [],
      ),
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

/** Who has what already. */
type Taken = { take(text: string, path: SettingsPath): SettingsPath | undefined };

function createTaken(): Taken {
  const first = new Map<string, SettingsPath>();
  return {
    take(text, path) {
      const other = first.get(text);
      if (!other) first.set(text, path);
      return other;
    },
  };
}
