import { useEffect, useState } from 'react';
import { ChoiceList } from '../parts/choice-list.tsx';
import { TextInput } from '../parts/text-input.tsx';
import { texts } from '../texts.ts';
import { type Choices, wordsOfNone } from './choices.ts';

type SearchedChoicesProps = {
  readonly label: string;
  /** Reads what can be chosen: the things of which every word of the search is a part. */
  readonly useChoices: (search: string) => Choices;
  readonly chosen: readonly string[];
  readonly onChange: (ids: readonly string[]) => void;
};

const PAUSE_MS = 200;

/** Things of which there may be many, found by their names. What is chosen stays chosen when it is out of sight. */
export function SearchedChoices({ label, useChoices, chosen, onChange }: SearchedChoicesProps) {
  const [typed, setTyped] = useState('');
  const [search, setSearch] = useState('');
  const choices = useChoices(search);
  useEffect(() => {
    const timer = setTimeout(() => setSearch(typed.trim()), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [typed]);

  const inSight = new Set(choices.list?.map(({ id }) => id));
  return (
    <>
      <TextInput
        label={texts.filters.find(label)}
        isLabelHidden
        placeholder={texts.filters.find(label)}
        value={typed}
        onChange={setTyped}
        autoFocus
      />
      <ChoiceList
        label={label}
        choices={choices.list ?? []}
        chosen={chosen}
        onChange={(ids) => onChange([...chosen.filter((id) => !inSight.has(id)), ...ids])}
        empty={wordsOfNone(choices)}
      />
    </>
  );
}
