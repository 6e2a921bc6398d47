import { Button as AriaButton } from 'react-aria-components/Button';
import { Dialog, DialogTrigger } from 'react-aria-components/Dialog';
import { Disclosure, DisclosurePanel } from 'react-aria-components/Disclosure';
import { Heading } from 'react-aria-components/Heading';
import { Modal, ModalOverlay } from 'react-aria-components/Modal';
import { Button } from '../parts/button.tsx';
import { formatNumber } from '../parts/format.ts';
import { Icon } from '../parts/icon.tsx';
import { texts } from '../texts.ts';
import type { CallFilter } from './call-filter.ts';
import { FilterEditor } from './filter-editor.tsx';
import styles from './filter-sheet.module.css';
import type { ChangeFilter } from './use-filter.ts';
import { FILTER_KINDS, wordsOf } from './words.ts';

type FilterSheetProps = {
  readonly filter: CallFilter;
  readonly change: ChangeFilter;
  readonly names: ReadonlyMap<string, string>;
  readonly count: number;
};

/** All filters one below the other, from the foot of a phone. */
export function FilterSheet({ filter, change, names, count }: FilterSheetProps) {
  return (
    <DialogTrigger>
      <Button>
        <Icon name="filter" />
        {texts.filters.bar}
        {count > 0 && <span className={styles.count}>{formatNumber(count)}</span>}
      </Button>
      <ModalOverlay className={styles.overlay!} isDismissable>
        <Modal className={styles.sheet!}>
          <Dialog className={styles.dialog!} aria-label={texts.filters.bar}>
            {({ close }) => (
              <>
                <div className={styles.kinds}>
                  {FILTER_KINDS.map((kind) => (
                    <Disclosure key={kind} className={styles.kind!}>
                      <Heading className={styles.heading!} level={3}>
                        <AriaButton slot="trigger" className={styles.trigger!}>
                          {texts.filters.kinds[kind]}
                          <span className={styles.words}>{wordsOf(kind, filter, names)}</span>
                          <Icon name="chevronDown" />
                        </AriaButton>
                      </Heading>
                      <DisclosurePanel>
                        <div className={styles.editor}>
                          <FilterEditor kind={kind} filter={filter} change={change} onDone={() => {}} />
                        </div>
                      </DisclosurePanel>
                    </Disclosure>
                  ))}
                </div>
                <Button look="solid" onPress={close}>
                  {texts.filters.show}
                </Button>
              </>
            )}
          </Dialog>
        </Modal>
      </ModalOverlay>
    </DialogTrigger>
  );
}
