import { Check, Copy } from 'lucide-react';
import { useState } from 'react';
import type { CopyForm } from '../api/copy-forms.ts';
import { IconButton } from './button.tsx';
import { Menu, MenuItem } from './menu.tsx';
import { toast } from './toasts.tsx';

async function copy(text: string, what: string): Promise<void> {
  await navigator.clipboard.writeText(text);
  toast(`Copied as ${what}.`);
}

/** Offers the call behind a view in the forms in which it can be repeated elsewhere. None of them contains a token. */
export function CopyMenu({ forms }: { readonly forms: readonly CopyForm[] }) {
  return (
    <Menu
      button={
        <>
          <Copy size={14} aria-hidden /> Copy as
        </>
      }
    >
      {forms.map(({ label, text }) => (
        <MenuItem key={label} onSelect={() => void copy(text, label)}>
          {label}
        </MenuItem>
      ))}
    </Menu>
  );
}

const SHOWN_MS = 1_500;

export function CopyButton({ text, label }: { readonly text: string; readonly label: string }) {
  const [isCopied, setCopied] = useState(false);
  return (
    <IconButton
      label={label}
      onClick={() => {
        void navigator.clipboard.writeText(text).then(() => {
          setCopied(true);
          setTimeout(() => setCopied(false), SHOWN_MS);
        });
      }}
    >
      {isCopied ? <Check size={14} /> : <Copy size={14} />}
    </IconButton>
  );
}
