import { useState } from 'react';
import type { Field } from '../resources/entity-type.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { Check } from '../ui/field.tsx';

interface ColumnsDialogProps {
  readonly fields: readonly Field[];
  readonly shown: readonly string[];
  /** Undefined for the default columns. */
  readonly onChange: (columns: readonly string[] | undefined) => void;
  readonly onClose: () => void;
}

/** Chooses the columns. Rows come whole from Twilio, so that more columns cost nothing. */
export function ColumnsDialog({ fields, shown, onChange, onClose }: ColumnsDialogProps) {
  const [chosen, setChosen] = useState(new Set(shown));
  function apply(names: ReadonlySet<string> | undefined): void {
    onChange(names && fields.map(({ name }) => name).filter((name) => names.has(name)));
    onClose();
  }
  return (
    <Dialog
      title="Columns"
      onClose={onClose}
      actions={
        <>
          <Button kind="quiet" onClick={() => apply(undefined)}>
            Default columns
          </Button>
          <Button kind="quiet" onClick={() => setChosen(new Set(fields.map(({ name }) => name)))}>
            All
          </Button>
          <Button kind="primary" disabled={chosen.size === 0} onClick={() => apply(chosen)}>
            Show {chosen.size}
          </Button>
        </>
      }
    >
      {fields.map(({ name, description }) => (
        <Check
          key={name}
          label={name}
          hint={description}
          checked={chosen.has(name)}
          onChange={(isChosen) => {
            const next = new Set(chosen);
            if (isChosen) next.add(name);
            else next.delete(name);
            setChosen(next);
          }}
        />
      ))}
    </Dialog>
  );
}
