import { type RefObject, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import type { SqlTable } from '../resources/sql-table.ts';
import { whenIdle } from '../ui/when-idle.ts';
import type { CodeEditor } from './editor/code-editor.ts';
import type { Mistake } from './mistake.ts';

export const LABEL = 'Statement';
export const HINT = "select status, count(*) from messages where date_sent > now() - interval '1 day' group by status";

export interface EditedStatement {
  readonly text: string;
  readonly onChange: (text: string) => void;
  readonly tables: readonly SqlTable[];
  readonly mistake: Mistake | undefined;
}

interface Places {
  /** The field whose place the editor takes. */
  readonly field: RefObject<HTMLTextAreaElement | null>;
  readonly parent: RefObject<HTMLElement | null>;
}

/** Tells when no word is being composed in a field, as in Chinese or Japanese: it would be lost with the field. */
function watchComposition(field: HTMLElement): () => Promise<void> {
  let composed = Promise.resolve();
  field.addEventListener('compositionstart', () => {
    const { promise, resolve } = Promise.withResolvers<void>();
    field.addEventListener('compositionend', () => resolve(), { once: true });
    composed = promise;
  });
  return () => composed;
}

/**
 * Loads the code editor when the field gets the focus, or when it has a text to color and the page has nothing else to do. Keeps it in
 * step with its page. Undefined until it is there, or if it cannot be loaded.
 */
export function useCodeEditor(
  { text, onChange, tables, mistake }: EditedStatement,
  { field, parent }: Places,
): CodeEditor | undefined {
  const latest = useRef({ text, onChange });
  const hadFocus = useRef(false);
  const load = useRef<() => void>(undefined);
  const [editor, setEditor] = useState<CodeEditor>();
  useEffect(() => {
    latest.current = { text, onChange };
  });
  useEffect(() => {
    const plain = field.current;
    if (!plain) return;
    let made: CodeEditor | undefined;
    let isLeft = false;
    const earlier = plain.value;
    const composed = watchComposition(plain);
    async function replaceField(): Promise<void> {
      const { createCodeEditor } = await import('./editor/code-editor.ts');
      await composed();
      if (isLeft || made || !parent.current || !plain) return;
      const { value, selectionStart, selectionEnd, selectionDirection } = plain;
      const isBackward = selectionDirection === 'backward';
      made = createCodeEditor({
        parent: parent.current,
        earlier,
        text: value,
        selection: {
          anchor: isBackward ? selectionEnd : selectionStart,
          head: isBackward ? selectionStart : selectionEnd,
        },
        label: LABEL,
        hint: HINT,
        onChange: (next) => latest.current.onChange(next),
      });
      hadFocus.current = document.activeElement === plain;
      // At once, so that no key is pressed in between.
      flushSync(() => setEditor(made));
    }
    // Without it, the plain field does everything but completion and colors.
    const start = () => void replaceField().catch(() => undefined);
    load.current = start;
    plain.addEventListener('focus', start);
    return () => {
      isLeft = true;
      plain.removeEventListener('focus', start);
      made?.destroy();
      setEditor(undefined);
    };
  }, [field, parent]);
  const hasText = text !== '';
  useEffect(() => (hasText ? whenIdle(() => load.current?.()) : undefined), [hasText]);
  // Now that it is visible.
  useLayoutEffect(() => {
    if (hadFocus.current) editor?.focus();
  }, [editor]);
  useEffect(() => editor?.setText(text), [editor, text]);
  useEffect(() => editor?.setTables(tables), [editor, tables]);
  useEffect(() => editor?.setMistake(mistake), [editor, mistake]);
  return editor;
}
