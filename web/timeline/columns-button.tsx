import { Button } from '../parts/button.tsx';
import { ChoiceList } from '../parts/choice-list.tsx';
import { Icon } from '../parts/icon.tsx';
import { PopoverButton } from '../parts/popover-button.tsx';
import { texts } from '../texts.ts';
import { chooseColumns, useChosenColumns } from './chosen-columns.ts';
import { COLUMNS } from './columns.tsx';

const CHOICES = COLUMNS.filter(({ isAlwaysShown }) => !isAlwaysShown).map(({ id }) => ({
  id,
  label: texts.timeline.columns[id],
}));

/** Chooses the columns of the list. */
export function ColumnsButton() {
  const chosen = useChosenColumns().map(({ id }) => id);
  return (
    <PopoverButton
      label={texts.timeline.chooseColumns}
      trigger={
        <Button look="bare" isIcon aria-label={texts.timeline.chooseColumns}>
          <Icon name="columns" />
        </Button>
      }
    >
      {() => (
        <ChoiceList label={texts.timeline.chooseColumns} choices={CHOICES} chosen={chosen} onChange={chooseColumns} />
      )}
    </PopoverButton>
  );
}
