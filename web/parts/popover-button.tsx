import type { ReactElement, ReactNode } from 'react';
import { Dialog, DialogTrigger } from 'react-aria-components/Dialog';
import { Popover } from 'react-aria-components/Popover';
import styles from './popover-button.module.css';

type PopoverButtonProps = {
  /** What opens it: a Button. */
  readonly trigger: ReactElement;
  /** What it is, for who hears it read. */
  readonly label: string;
  /** Made when it is opened; `close` closes it. */
  readonly children: (close: () => void) => ReactNode;
};

/** A button that opens a small panel below itself. */
export function PopoverButton({ trigger, label, children }: PopoverButtonProps) {
  return (
    <DialogTrigger>
      {trigger}
      <Popover className={styles.popover!} placement="bottom start" offset={6}>
        <Dialog className={styles.dialog!} aria-label={label}>
          {({ close }) => children(close)}
        </Dialog>
      </Popover>
    </DialogTrigger>
  );
}
