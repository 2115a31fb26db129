import { useState } from 'react';
import { Button } from '../ui/button.tsx';
import { CopyButton } from '../ui/copy-menu.tsx';
import type { Values } from './list-query.ts';

/** The row as JSON, written only on demand. */
export function RowJson({ values }: { readonly values: Values }) {
  const [isShown, setShown] = useState(false);
  const text = isShown ? JSON.stringify(values, null, 2) : '';
  return (
    <>
      <div>
        <Button aria-expanded={isShown} onClick={() => setShown(!isShown)}>
          {isShown ? 'Hide JSON' : 'Show JSON'}
        </Button>
        {isShown && <CopyButton text={text} label="Copy the JSON" />}
      </div>
      {isShown && <pre>{text}</pre>}
    </>
  );
}
