import { Input } from 'react-aria-components/Input';
import { Label } from 'react-aria-components/Label';
import { TextField, type TextFieldProps } from 'react-aria-components/TextField';
import styles from './text-input.module.css';

type TextInputProps = Omit<TextFieldProps, 'className' | 'style' | 'children'> & {
  readonly label: string;
  readonly placeholder?: string;
  /** The label is for screen readers alone. */
  readonly isLabelHidden?: boolean;
};

export function TextInput({ label, placeholder, isLabelHidden = false, ...rest }: TextInputProps) {
  return (
    <TextField {...rest} className={styles.field!} {...(isLabelHidden && { 'aria-label': label })}>
      {!isLabelHidden && <Label className={styles.label}>{label}</Label>}
      <Input className={styles.input!} {...(placeholder !== undefined && { placeholder })} />
    </TextField>
  );
}
