import { Button as AriaButton, type ButtonProps as AriaButtonProps } from 'react-aria-components/Button';
import styles from './button.module.css';

type ButtonProps = Omit<AriaButtonProps, 'className' | 'style'> & {
  /** Solid: the one thing to do here. Plain: with a border. Bare: without, for what stands in rows. */
  readonly look?: 'solid' | 'plain' | 'bare';
  /** Square, for an icon alone; it needs an aria-label. */
  readonly isIcon?: boolean;
};

export function Button({ look = 'plain', isIcon = false, ...rest }: ButtonProps) {
  return <AriaButton {...rest} className={`${styles.button} ${styles[look]} ${isIcon ? styles.icon : ''}`} />;
}
