import { type FormEvent, useState } from 'react';
import { Button } from '../parts/button.tsx';
import { Icon } from '../parts/icon.tsx';
import { PopoverButton } from '../parts/popover-button.tsx';
import { TextInput } from '../parts/text-input.tsx';
import { Link } from '../place/link.tsx';
import { pathOf } from '../place/route.ts';
import { texts } from '../texts.ts';
import { writeFilter } from './address.ts';
import type { CallFilter } from './call-filter.ts';
import { deleteView, saveView, useSavedViews } from './saved-views.ts';
import styles from './views-button.module.css';

/** The views that were saved, and a way to save what is shown now. */
export function ViewsButton({ filter }: { readonly filter: CallFilter }) {
  const views = useSavedViews();
  const search = writeFilter(filter).toString();
  const current = views.find((view) => view.search === search);
  return (
    <PopoverButton
      label={texts.filters.views}
      trigger={
        <Button>
          <Icon name="bookmark" />
          {current?.name ?? texts.filters.views}
        </Button>
      }
    >
      {(close) => (
        <>
          {views.length === 0 && <p className={styles.none}>{texts.filters.noViews}</p>}
          <ul className={styles.views}>
            {views.map(({ name, search: wanted }) => (
              <li key={name} className={styles.view}>
                <Link
                  to={pathOf.calls(new URLSearchParams(wanted))}
                  className={styles.name}
                  aria-current={wanted === search ? 'true' : undefined}
                  onClick={close}
                >
                  {name}
                </Link>
                <Button look="bare" isIcon aria-label={texts.filters.deleteView(name)} onPress={() => deleteView(name)}>
                  <Icon name="close" />
                </Button>
              </li>
            ))}
          </ul>
          {search !== '' && current === undefined && <SaveView search={search} />}
        </>
      )}
    </PopoverButton>
  );
}

function SaveView({ search }: { readonly search: string }) {
  const [name, setName] = useState('');
  const save = (event: FormEvent): void => {
    event.preventDefault();
    if (name.trim() !== '') saveView({ name: name.trim(), search });
  };
  return (
    <form className={styles.save} onSubmit={save}>
      <TextInput label={texts.filters.saveView} placeholder={texts.filters.viewName} value={name} onChange={setName} />
      <Button type="submit" look="solid" isDisabled={name.trim() === ''}>
        {texts.filters.save}
      </Button>
    </form>
  );
}
