import { useQuery } from 'urql';
import { readFragment } from '../graph/generated/index.ts';
import type { ProviderState } from '../graph/generated/graphql.ts';
import { Page } from '../parts/page.tsx';
import { Skeleton } from '../parts/skeleton.tsx';
import { FailureNote, StateNote } from '../parts/state-note.tsx';
import { useEvery } from '../parts/use-every.ts';
import { texts } from '../texts.ts';
import { SystemCard } from './system-card.tsx';
import { System, Systems } from './systems-query.ts';
import styles from './systems-page.module.css';

const words = texts.systems;

/** How every phone system fares, and how much of it is kept here. Read anew every few seconds while it is looked at. */
export function SystemsPage() {
  const [{ data, error }, read] = useQuery({ query: Systems, requestPolicy: 'cache-and-network' });
  const again = (): void => read({ requestPolicy: 'network-only' });
  useEvery(REFRESH_MS, again);
  if (!data)
    return (
      <Page title={words.title}>{error ? <FailureNote error={error} onAgain={again} /> : <Skeleton lines={12} />}</Page>
    );
  const systems = data.providers.map((each) => readFragment(System, each));
  // What a key may not see is null, and an error beside says so.
  const isConfined = error?.graphQLErrors.some(({ extensions }) => extensions['code'] === 'FORBIDDEN') ?? false;
  const isAnyKept = systems.some(({ history }) => history !== null);
  return (
    <Page
      title={words.title}
      actions={<p className={styles.sum}>{sumUp(systems.map(({ status }) => status.state))}</p>}
    >
      {isConfined && <p className={styles.confined}>{words.confined}</p>}
      {systems.length === 0 ? (
        <StateNote icon="systems" title={words.none} text={words.noneText} />
      ) : (
        <ul className={styles.systems}>
          {systems.map((system) => (
            <SystemCard key={system.id} system={system} isConfined={isConfined} isAnyKept={isAnyKept} />
          ))}
        </ul>
      )}
    </Page>
  );
}

const REFRESH_MS = 3000;

function sumUp(states: readonly ProviderState[]): string {
  const failing = states.filter((state) => state !== 'UP').length;
  return failing === 0 ? words.allAnswer(states.length) : words.someFail(failing, states.length);
}
