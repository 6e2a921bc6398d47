import { type FragmentType, graphql, readFragment } from '../graph/generated/index.ts';
import { withOwnTimes } from './format.ts';
import { texts } from '../texts.ts';
import { Icon } from './icon.tsx';
import styles from './problems-note.module.css';

export const Problem = graphql(`
  fragment Problem on ProviderProblem {
    provider {
      id
      name
    }
    kind
    message
  }
`);

type ProblemsNoteProps = { readonly problems: readonly FragmentType<typeof Problem>[] };

/** What is missing, in the server's words. Nothing, where nothing is. */
export function ProblemsNote({ problems }: ProblemsNoteProps) {
  if (problems.length === 0) return null;
  return (
    <section className={styles.note} aria-label={texts.problems.title}>
      <Icon name="warning" />
      <div>
        <h3>{texts.problems.title}</h3>
        <ul>
          {readFragment(Problem, problems).map(({ provider, kind, message }) => (
            <li key={`${provider.id} ${kind}`}>
              <strong>{provider.name}</strong> {withOwnTimes(message)}
            </li>
          ))}
        </ul>
      </div>
    </section>
  );
}
