import { type FormEvent, useState } from 'react';
import { Button } from '../parts/button.tsx';
import { TextInput } from '../parts/text-input.tsx';
import { texts } from '../texts.ts';
import { keepKey } from './key.ts';
import styles from './key-form.module.css';

/** Asks for a key, where the server wants one. */
export function KeyForm({ reason }: { readonly reason: string }) {
  const [key, setKey] = useState('');
  const keep = (event: FormEvent): void => {
    event.preventDefault();
    if (key.trim() !== '') keepKey(key.trim());
  };
  return (
    <main className={styles.page}>
      <form className={styles.form} onSubmit={keep}>
        <span className={styles.mark} aria-hidden="true" />
        <h1>{texts.key.title}</h1>
        <p role="status">{reason}</p>
        <TextInput label={texts.key.label} type="password" value={key} onChange={setKey} autoComplete="off" autoFocus />
        <Button type="submit" look="solid">
          {texts.key.open}
        </Button>
        <p className={styles.note}>{texts.key.note}</p>
      </form>
    </main>
  );
}
