import { Bookmark, Check } from 'lucide-react';
import { useState } from 'react';
import { Field } from '../ui/field.tsx';
import { FormDialog } from '../ui/form-dialog.tsx';
import { formText } from '../ui/form-text.ts';
import { Menu, MenuItem } from '../ui/menu.tsx';
import { toast } from '../ui/toasts.tsx';
import { forgetView, isSameView, saveView, toView, useViews, type View } from './saved-views.ts';

interface ViewsMenuProps {
  readonly type: string;
  /** The list as its link names it now. */
  readonly current: View;
  readonly onOpen: (view: View) => void;
}

/** The views that this browser has saved by name. */
export function ViewsMenu({ type, current, onOpen }: ViewsMenuProps) {
  const [isSaving, setSaving] = useState(false);
  const views = Object.entries(useViews(type));
  const shown = views.find(([, view]) => isSameView(view, current))?.[0];
  return (
    <>
      <Menu
        button={
          <>
            <Bookmark size={14} aria-hidden /> {shown ?? 'Views'}
          </>
        }
      >
        {views.map(([name, view]) => (
          <MenuItem key={name} onSelect={() => onOpen(toView(view))}>
            {name} {name === shown && <Check size={14} aria-label="shown" />}
          </MenuItem>
        ))}
        <MenuItem onSelect={() => setSaving(true)}>Save this view…</MenuItem>
        {shown !== undefined && (
          <MenuItem isDangerous onSelect={() => forgetView(type, shown)}>
            Forget “{shown}”
          </MenuItem>
        )}
      </Menu>
      {isSaving && <SaveView type={type} current={current} onClose={() => setSaving(false)} />}
    </>
  );
}

interface SaveViewProps extends Pick<ViewsMenuProps, 'type' | 'current'> {
  readonly onClose: () => void;
}

function SaveView({ type, current, onClose }: SaveViewProps) {
  const [name, setName] = useState('');
  const isTaken = useViews(type)[name.trim()] !== undefined;
  return (
    <FormDialog
      title={`Save this view of ${type}`}
      action={isTaken ? 'Replace view' : 'Save view'}
      isDisabled={name.trim() === ''}
      onSubmit={(form) => {
        saveView(type, formText(new FormData(form), 'name'), current);
        toast(`Saved ${name.trim()}.`);
        onClose();
      }}
      onClose={onClose}
    >
      <Field
        label="Name"
        hint="Its condition, columns, order and limits stay in this browser. Its rows do not. The link shows it to others."
      >
        {(control) => (
          <input
            {...control}
            name="name"
            autoComplete="off"
            maxLength={60}
            value={name}
            onChange={(event) => setName(event.target.value)}
          />
        )}
      </Field>
    </FormDialog>
  );
}
