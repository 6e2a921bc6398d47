import { useState } from 'react';
import { Button } from '../parts/button.tsx';
import { Icon } from '../parts/icon.tsx';
import { texts } from '../texts.ts';
import styles from './copy-link.module.css';

const SHOWN_MS = 2000;

/** Copies the address of this page, and says so for a moment. */
export function CopyLink() {
  const [said, setSaid] = useState<string | null>(null);
  const copy = async (): Promise<void> => {
    const isCopied = await navigator.clipboard?.writeText(location.href).then(
      () => true,
      () => false,
    );
    setSaid(isCopied ? texts.call.copied : texts.call.notCopied);
    setTimeout(() => setSaid(null), SHOWN_MS);
  };
  return (
    <Button onPress={() => void copy()} aria-label={texts.call.copyLink}>
      <Icon name={said === texts.call.copied ? 'check' : 'link'} />
      <span aria-live="polite" className={styles.said} data-said={said !== null}>
        {said ?? texts.call.copyLink}
      </span>
    </Button>
  );
}
