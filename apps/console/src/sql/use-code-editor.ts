import { type RefObject, useEffect, useRef, useState } from 'react';
import type { SqlTable } from '../resources/sql-table.ts';
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

/** Loads the code editor, and keeps it in step with its page. Undefined until it is there, or if it cannot be loaded. */
export function useCodeEditor(
  { text, onChange, tables, mistake }: EditedStatement,
  { field, parent }: Places,
): CodeEditor | undefined {
  const latest = useRef({ text, onChange });
  const hadFocus = useRef(false);
  const [editor, setEditor] = useState<CodeEditor>();
  useEffect(() => {
    latest.current = { text, onChange };
  });
  useEffect(() => {
    let made: CodeEditor | undefined;
    let isLeft = false;
    async function load(): Promise<void> {
      const { createCodeEditor } = await import('./editor/code-editor.ts');
      if (isLeft || !parent.current) return;
      const { selectionStart: from = 0, selectionEnd: to = 0 } = field.current ?? {};
      made = createCodeEditor({
        parent: parent.current,
        text: latest.current.text,
        selection: { from, to },
        label: LABEL,
        hint: HINT,
        onChange: (next) => latest.current.onChange(next),
      });
      hadFocus.current = document.activeElement === field.current;
      setEditor(made);
    }
    // Without it, the plain field does everything but completion and colors.
    load().catch(() => undefined);
    return () => {
      isLeft = true;
      made?.destroy();
      setEditor(undefined);
    };
  }, [field, parent]);
  // Now that it is visible.
  useEffect(() => {
    if (hadFocus.current) editor?.focus();
  }, [editor]);
  useEffect(() => editor?.setText(text), [editor, text]);
  useEffect(() => editor?.setTables(tables), [editor, tables]);
  useEffect(() => editor?.setMistake(mistake), [editor, mistake]);
  return editor;
}
