import type { CallDirection, CallOutcome } from '../graph/generated/graphql.ts';
import { ChoiceList } from '../parts/choice-list.tsx';
import { texts } from '../texts.ts';
import type { CallFilter } from './call-filter.ts';
import { useLineChoices, usePeopleChoices, useProviderChoices, useQueueChoices, wordsOfNone } from './choices.ts';
import { DatesEditor } from './dates-editor.tsx';
import { LEAST_DIGITS } from './digits.ts';
import { DurationEditor } from './duration-editor.tsx';
import { SearchedChoices } from './searched-choices.tsx';
import { TextEditor } from './text-editor.tsx';
import type { ChangeFilter } from './use-filter.ts';
import type { FilterKind } from './words.ts';

export type EditorProps = {
  readonly filter: CallFilter;
  readonly change: ChangeFilter;
  /** What was wanted is chosen: there is nothing more to do here. */
  readonly onDone: () => void;
};

/** What one kind of filter is set with. */
export function FilterEditor({ kind, ...props }: EditorProps & { readonly kind: FilterKind }) {
  const { filter, change, onDone } = props;
  const label = texts.filters.kinds[kind];
  switch (kind) {
    case 'dates':
      return <DatesEditor {...props} />;
    case 'outcome':
      return (
        <ChoiceList
          label={label}
          choices={OUTCOMES}
          chosen={filter.outcomes}
          onChange={(outcomes) => change({ outcomes: outcomes as CallOutcome[] })}
        />
      );
    case 'direction':
      return (
        <ChoiceList
          label={label}
          choices={DIRECTIONS}
          chosen={filter.directions}
          onChange={(directions) => change({ directions: directions as CallDirection[] })}
        />
      );
    case 'provider':
      return <ProvidersEditor {...props} />;
    case 'person':
      return (
        <SearchedChoices
          label={label}
          useChoices={usePeopleChoices}
          chosen={filter.people}
          onChange={(people) => change({ people })}
        />
      );
    case 'queue':
      return (
        <SearchedChoices
          label={label}
          useChoices={useQueueChoices}
          chosen={filter.queues}
          onChange={(queues) => change({ queues })}
        />
      );
    case 'line':
      return (
        <SearchedChoices
          label={label}
          useChoices={useLineChoices}
          chosen={filter.lines}
          onChange={(lines) => change({ lines })}
        />
      );
    case 'customer':
      return (
        <TextEditor
          label={texts.filters.customerLabel}
          value={filter.customers[0] ?? ''}
          leastDigits={1}
          onChange={(customer) => {
            change({ customers: customer === '' ? [] : [customer] });
            onDone();
          }}
        />
      );
    case 'number':
      return (
        <TextEditor
          label={texts.filters.numberLabel}
          value={filter.number ?? ''}
          leastDigits={LEAST_DIGITS}
          onChange={(number) => {
            change({ number: number || null });
            onDone();
          }}
        />
      );
    case 'text':
      return (
        <TextEditor
          label={texts.filters.textLabel}
          value={filter.text ?? ''}
          onChange={(text) => {
            change({ text: text || null });
            onDone();
          }}
        />
      );
    case 'duration':
      return <DurationEditor {...props} />;
    case 'recording':
      return (
        <YesOrNo
          label={label}
          words={texts.filters.recording}
          value={filter.hasRecording}
          onChange={(hasRecording) => change({ hasRecording })}
        />
      );
    case 'returned':
      return (
        <YesOrNo
          label={label}
          words={texts.filters.returned}
          value={filter.isReturned}
          onChange={(isReturned) => change({ isReturned })}
        />
      );
  }
}

function ProvidersEditor({ filter, change }: EditorProps) {
  const choices = useProviderChoices();
  return (
    <ChoiceList
      label={texts.filters.kinds.provider}
      choices={choices.list ?? []}
      chosen={filter.providers}
      onChange={(providers) => change({ providers })}
      empty={wordsOfNone(choices)}
    />
  );
}

type YesOrNoProps = {
  readonly label: string;
  readonly words: { readonly yes: string; readonly no: string };
  readonly value: boolean | null;
  readonly onChange: (value: boolean | null) => void;
};

function YesOrNo({ label, words, value, onChange }: YesOrNoProps) {
  return (
    <ChoiceList
      label={label}
      isSingle
      choices={[
        { id: 'yes', label: words.yes },
        { id: 'no', label: words.no },
      ]}
      chosen={value === null ? [] : [value ? 'yes' : 'no']}
      onChange={([chosen]) => onChange(chosen === undefined ? null : chosen === 'yes')}
    />
  );
}

const toChoices = (words: Readonly<Record<string, string>>) =>
  Object.entries(words).map(([id, label]) => ({ id, label }));
const OUTCOMES = toChoices(texts.outcome);
const DIRECTIONS = toChoices(texts.direction);
