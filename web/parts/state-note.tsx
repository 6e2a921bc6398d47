import type { CombinedError } from '@urql/core';
import type { ReactNode } from 'react';
import { messageOf } from '../graph/error-at.ts';
import { texts } from '../texts.ts';
import { Button } from './button.tsx';
import { Icon, type IconName } from './icon.tsx';
import styles from './state-note.module.css';

type StateNoteProps = {
  readonly icon: IconName;
  readonly title: string;
  readonly text?: string;
  readonly children?: ReactNode;
};

/** What stands where there is nothing to show: why, and what to do. */
export function StateNote({ icon, title, text, children }: StateNoteProps) {
  return (
    <div className={styles.note} role="status">
      <Icon name={icon} />
      <h2>{title}</h2>
      {text !== undefined && <p>{text}</p>}
      {children}
    </div>
  );
}

/** A question to the server failed: what it says, and the way to ask again. */
export function FailureNote({ error, onAgain }: { readonly error: CombinedError; readonly onAgain: () => void }) {
  return (
    <StateNote icon="warning" title={texts.state.failed} text={messageOf(error).message}>
      <Button onPress={onAgain}>{texts.state.again}</Button>
    </StateNote>
  );
}
