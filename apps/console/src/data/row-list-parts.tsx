import type { UseInfiniteQueryResult } from '@tanstack/react-query';
import { Columns3, RefreshCw } from 'lucide-react';
import { useState } from 'react';
import { count } from '../format/words.ts';
import type { Field } from '../resources/entity-type.ts';
import { Button, IconButton } from '../ui/button.tsx';
import { inputClass } from '../ui/field.tsx';
import { ColumnsDialog } from './columns-dialog.tsx';
import styles from './grid.module.css';
import { PAGE_SIZES, REQUEST_LIMITS } from './list-query.ts';

interface ChoicesProps {
  readonly fields: readonly Field[];
  readonly shown: readonly string[];
  readonly size: number;
  readonly maxRequests: string | undefined;
  readonly isReading: boolean;
  readonly onChange: (search: Readonly<Record<string, string | undefined>>) => void;
  readonly onRead: () => void;
}

/** The columns and the size of a page, and reading the list again. */
export function Choices({ fields, shown, size, maxRequests, isReading, onChange, onRead }: ChoicesProps) {
  const [isChoosing, setChoosing] = useState(false);
  return (
    <>
      <Button onClick={() => setChoosing(true)}>
        <Columns3 size={14} aria-hidden /> Columns
      </Button>
      <select
        aria-label="Rows per page"
        className={inputClass}
        style={{ width: 'auto' }}
        value={size}
        onChange={(event) => onChange({ size: event.target.value })}
      >
        {PAGE_SIZES.map((one) => (
          <option key={one} value={one}>
            {one} rows
          </option>
        ))}
      </select>
      <select
        aria-label="Requests to Twilio that a page may take"
        className={inputClass}
        style={{ width: 'auto' }}
        value={maxRequests ?? ''}
        onChange={(event) => onChange({ maxRequests: event.target.value })}
      >
        <option value="">any cost</option>
        {[...new Set([...REQUEST_LIMITS.map(String), ...(maxRequests ? [maxRequests] : [])])].map((one) => (
          <option key={one} value={one}>
            ≤ {count(Number(one), 'request')}
          </option>
        ))}
      </select>
      <IconButton label="Read again" disabled={isReading} onClick={onRead}>
        <RefreshCw size={15} />
      </IconButton>
      {isChoosing && (
        <ColumnsDialog
          fields={fields}
          shown={shown}
          onChange={(columns) => onChange({ columns: columns?.join(',') })}
          onClose={() => setChoosing(false)}
        />
      )}
    </>
  );
}

interface FootProps {
  readonly list: Pick<UseInfiniteQueryResult, 'hasNextPage' | 'isFetching' | 'error' | 'fetchNextPage'>;
  readonly rows: number;
  readonly size: number;
}

export function Foot({
  list: { hasNextPage: hasMore, isFetching: isReading, error, fetchNextPage },
  rows,
  size,
}: FootProps) {
  return (
    <div className={styles.foot}>
      <span role="status">
        {count(rows, 'row')}
        {hasMore ? ' so far' : ', all of them'}
        {error && ` · ${error.message}`}
      </span>
      {hasMore && (
        <Button disabled={isReading} onClick={() => void fetchNextPage()}>
          {isReading ? 'Reading…' : `Read ${size} more`}
        </Button>
      )}
    </div>
  );
}
