import { ListBox, ListBoxItem } from 'react-aria-components/ListBox';
import { Icon } from './icon.tsx';
import styles from './choice-list.module.css';

export type Choice = { readonly id: string; readonly label: string; readonly note?: string };

type ChoiceListProps = {
  readonly label: string;
  readonly choices: readonly Choice[];
  readonly chosen: readonly string[];
  readonly onChange: (ids: readonly string[]) => void;
  /** One at most. */
  readonly isSingle?: boolean;
  /** What is said where there is nothing to choose from. */
  readonly empty?: string;
};

/** Things of which any can be chosen, in the order in which they stand. */
export function ChoiceList({ label, choices, chosen, onChange, isSingle = false, empty }: ChoiceListProps) {
  return (
    <ListBox
      aria-label={label}
      className={styles.list!}
      items={choices}
      selectionMode={isSingle ? 'single' : 'multiple'}
      selectionBehavior="toggle"
      // Escape closes the panel around, and leaves what was chosen.
      escapeKeyBehavior="none"
      selectedKeys={chosen}
      onSelectionChange={(keys) => {
        const ids = keys === 'all' ? new Set<unknown>(choices.map(({ id }) => id)) : keys;
        onChange(choices.flatMap(({ id }) => (ids.has(id) ? [id] : [])));
      }}
      renderEmptyState={() => <p className={styles.empty}>{empty}</p>}
    >
      {({ id, label: text, note }) => (
        <ListBoxItem id={id} textValue={text} className={styles.choice!}>
          <span className={styles.tick}>
            <Icon name="check" />
          </span>
          <span className={styles.label}>{text}</span>
          {note !== undefined && <span className={styles.note}>{note}</span>}
        </ListBoxItem>
      )}
    </ListBox>
  );
}
