import { rangeOf, rangesByLength } from '../format/ranges.ts';
import { inputClass } from './field.tsx';

/** The time range of charts, logs and records. */
export function RangeChoice({
  range,
  onChange,
}: {
  readonly range: string | undefined;
  readonly onChange: (range: string) => void;
}) {
  return (
    <select
      aria-label="Time range"
      className={inputClass}
      style={{ width: 'auto' }}
      value={rangeOf(range).id}
      onChange={(event) => onChange(event.target.value)}
    >
      {rangesByLength().map(({ id, label }) => (
        <option key={id} value={id}>
          {label}
        </option>
      ))}
    </select>
  );
}
