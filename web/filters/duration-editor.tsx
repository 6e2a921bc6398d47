import { type FormEvent, useState } from 'react';
import { Button } from '../parts/button.tsx';
import { ChoiceList } from '../parts/choice-list.tsx';
import { formatDuration } from '../parts/format.ts';
import { TextInput } from '../parts/text-input.tsx';
import { texts } from '../texts.ts';
import type { DurationRange } from './call-filter.ts';
import styles from './editors.module.css';
import type { EditorProps } from './filter-editor.tsx';
import { readDuration } from './read-duration.ts';

const RANGES = {
  brief: { minSeconds: null, maxSeconds: 9 },
  minute: { minSeconds: 60, maxSeconds: null },
  five: { minSeconds: 300, maxSeconds: null },
  ten: { minSeconds: 600, maxSeconds: null },
} as const satisfies Record<keyof typeof texts.filters.durations, DurationRange>;

const NAMES = Object.keys(RANGES) as (keyof typeof RANGES)[];

export function DurationEditor({ filter: { duration }, change, onDone }: EditorProps) {
  const choose = (range: DurationRange | null): void => {
    change({ duration: range });
    onDone();
  };
  const chosen = NAMES.filter(
    (name) => RANGES[name].minSeconds === duration?.minSeconds && RANGES[name].maxSeconds === duration.maxSeconds,
  );
  return (
    <>
      <ChoiceList
        label={texts.filters.kinds.duration}
        isSingle
        choices={NAMES.map((id) => ({ id, label: texts.filters.durations[id] }))}
        chosen={chosen}
        onChange={([name]) => choose(name === undefined ? null : RANGES[name as keyof typeof RANGES])}
      />
      {/* What was chosen in the list stands in the fields. */}
      <RangeForm key={`${duration?.minSeconds} ${duration?.maxSeconds}`} range={duration} onChange={choose} />
    </>
  );
}

type RangeFormProps = {
  readonly range: DurationRange | null;
  readonly onChange: (range: DurationRange | null) => void;
};

function RangeForm({ range, onChange }: RangeFormProps) {
  const [min, setMin] = useState(textOf(range?.minSeconds));
  const [max, setMax] = useState(textOf(range?.maxSeconds));
  const [minSeconds, maxSeconds] = [readDuration(min), readDuration(max)];
  const isRead = minSeconds !== undefined && maxSeconds !== undefined;

  const apply = (event: FormEvent): void => {
    event.preventDefault();
    if (isRead) onChange(minSeconds === null && maxSeconds === null ? null : { minSeconds, maxSeconds });
  };
  return (
    <form className={styles.pair} onSubmit={apply}>
      <TextInput label={texts.filters.min} placeholder={texts.filters.durationForm} value={min} onChange={setMin} />
      <TextInput label={texts.filters.max} placeholder={texts.filters.durationForm} value={max} onChange={setMax} />
      {!isRead && (
        <p className={styles.wrong} role="alert">
          {texts.filters.durationUnread}
        </p>
      )}
      <Button type="submit" look="solid" isDisabled={!isRead}>
        {texts.filters.apply}
      </Button>
    </form>
  );
}

const textOf = (seconds: number | null | undefined): string => (seconds == null ? '' : formatDuration(seconds));
