import { useNavigate } from '@tanstack/react-router';
import { useEffect } from 'react';

/** What the keyboard does on every view, as the help shows it. */
export const SHORTCUTS = [
  ['Ctrl K or ⌘ K', 'Go to a page, an entity type or a SID'],
  ['/', 'Filter the list of this view'],
  ['G then C', 'Connections'],
  ['?', 'This help'],
  ['Esc', 'Close, or discard an edit'],
  ['Arrows', 'Move in a table of rows'],
  ['Ctrl Enter or ⌘ Enter', 'Run a statement in SQL; with Shift, show its plan'],
  ['Enter', 'Open a row; on a cell that can be changed, edit it'],
] as const;

interface ShortcutActions {
  readonly openPalette: () => void;
  readonly openHelp: () => void;
}

const isTyping = (target: EventTarget | null) =>
  target instanceof HTMLElement && (target.isContentEditable || /^(?:INPUT|TEXTAREA|SELECT)$/.test(target.tagName));

const SEQUENCE_MS = 1_500;

export function useShortcuts({ openPalette, openHelp }: ShortcutActions): void {
  const navigate = useNavigate();
  useEffect(() => {
    let pressedG = 0;
    function onKeyDown(event: KeyboardEvent): void {
      if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'k') {
        event.preventDefault();
        openPalette();
        return;
      }
      if (
        event.ctrlKey ||
        event.metaKey ||
        event.altKey ||
        isTyping(event.target) ||
        document.querySelector('dialog[open]')
      )
        return;
      if (event.key === '?') openHelp();
      if (event.key === '/') {
        const filter = document.querySelector<HTMLInputElement>('[data-filter]');
        if (filter) event.preventDefault();
        filter?.focus();
      }
      if (event.key === 'c' && event.timeStamp - pressedG < SEQUENCE_MS) void navigate({ to: '/' });
      pressedG = event.key === 'g' ? event.timeStamp : 0;
    }
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  });
}
