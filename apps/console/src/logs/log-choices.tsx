import { Button } from '../ui/button.tsx';
import { inputClass } from '../ui/field.tsx';
import { formText } from '../ui/form-text.ts';
import { Bar } from '../ui/page.tsx';
import { RangeChoice } from '../ui/range-choice.tsx';
import { LEVELS, type LogFilter } from '../resources/log-entry.ts';

interface LogChoicesProps {
  readonly filter: LogFilter;
  readonly isTailing: boolean;
  readonly onChange: (change: LogFilter & { readonly tail?: string | undefined }) => void;
}

export function LogChoices({ filter, isTailing, onChange }: LogChoicesProps) {
  if (filter.call) {
    return (
      <Bar>
        <Button onClick={() => onChange({ call: undefined })}>All calls</Button>
      </Bar>
    );
  }
  return (
    <Bar>
      <form
        className="grow"
        style={{ maxWidth: 360, flex: '1 1 200px' }}
        onSubmit={(event) => {
          event.preventDefault();
          onChange({ text: formText(new FormData(event.currentTarget), 'text') });
        }}
      >
        <input
          key={filter.text}
          data-filter
          type="search"
          name="text"
          aria-label="Text in the entries"
          placeholder="Text, then Enter"
          className={inputClass}
          defaultValue={filter.text ?? ''}
        />
      </form>
      <select
        aria-label="Level"
        className={inputClass}
        style={{ width: 'auto' }}
        value={filter.level ?? ''}
        onChange={(event) => onChange({ level: event.target.value })}
      >
        <option value="">All levels</option>
        {LEVELS.slice(1).map((level) => (
          <option key={level} value={level}>
            {level.charAt(0) + level.slice(1).toLowerCase()} and above
          </option>
        ))}
      </select>
      {!isTailing && <RangeChoice range={filter.range} onChange={(range) => onChange({ range })} />}
      <Button aria-pressed={isTailing} onClick={() => onChange({ tail: isTailing ? undefined : 'on' })}>
        {isTailing ? 'Stop following' : 'Follow'}
      </Button>
    </Bar>
  );
}
