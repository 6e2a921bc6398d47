import { type FormEvent, useState } from 'react';
import { Button } from '../parts/button.tsx';
import { TextInput } from '../parts/text-input.tsx';
import { texts } from '../texts.ts';
import { digitsOf } from './digits.ts';
import styles from './editors.module.css';

type TextEditorProps = {
  readonly label: string;
  readonly value: string;
  /** How many digits it needs; without it, any text will do. */
  readonly leastDigits?: number;
  readonly onChange: (value: string) => void;
};

export function TextEditor({ label, value, leastDigits = 0, onChange }: TextEditorProps) {
  const [typed, setTyped] = useState(value);
  const isEnough = typed.trim() === '' || digitsOf(typed).length >= leastDigits;
  const apply = (event: FormEvent): void => {
    event.preventDefault();
    if (isEnough) onChange(typed.trim());
  };
  return (
    <form className={styles.form} onSubmit={apply}>
      <TextInput label={label} value={typed} onChange={setTyped} autoFocus />
      <Button type="submit" look="solid" isDisabled={!isEnough}>
        {texts.filters.apply}
      </Button>
    </form>
  );
}
