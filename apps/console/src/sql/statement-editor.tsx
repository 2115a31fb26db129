import { type Ref, useEffect, useImperativeHandle, useRef, useState } from 'react';
import type { SqlTable } from '../resources/sql-table.ts';
import type { CodeEditor } from './editor/code-editor.ts';
import type { Mistake } from './mistake.ts';
import styles from './sql.module.css';

const LABEL = 'Statement';
const HINT = "select status, count(*) from messages where date_sent > now() - interval '1 day' group by status";

/** What others can do with the editor. */
export interface EditorHandle {
  /** Puts a text at the cursor. */
  insert(text: string): void;
  focus(): void;
}

interface StatementEditorProps {
  readonly text: string;
  readonly onChange: (text: string) => void;
  readonly tables: readonly SqlTable[];
  readonly mistake: Mistake | undefined;
  readonly ref: Ref<EditorHandle>;
}

/** Inserts at the cursor of a plain field, so that undoing works. */
function insertInto(field: HTMLTextAreaElement | null, text: string, onChange: (text: string) => void): void {
  if (!field) return;
  field.focus();
  field.setRangeText(text, field.selectionStart, field.selectionEnd, 'end');
  onChange(field.value);
}

/** A plain field, which is there at once, until the code editor has been loaded. It takes over the text and the cursor. */
export function StatementEditor({ text, onChange, tables, mistake, ref }: StatementEditorProps) {
  const field = useRef<HTMLTextAreaElement>(null);
  const parent = useRef<HTMLDivElement>(null);
  const latest = useRef({ text, onChange });
  const hadFocus = useRef(false);
  const [editor, setEditor] = useState<CodeEditor>();
  useEffect(() => {
    latest.current = { text, onChange };
  });
  useEffect(() => {
    let made: CodeEditor | undefined;
    let isLeft = false;
    void import('./editor/code-editor.ts').then(
      ({ createCodeEditor }) => {
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
      },
      // Without it, the plain field does everything but completion and colors.
      () => undefined,
    );
    return () => {
      isLeft = true;
      made?.destroy();
      setEditor(undefined);
    };
  }, []);
  // Now that it is visible.
  useEffect(() => {
    if (hadFocus.current) editor?.focus();
  }, [editor]);
  useEffect(() => editor?.setText(text), [editor, text]);
  useEffect(() => editor?.setTables(tables), [editor, tables]);
  useEffect(() => editor?.setMistake(mistake), [editor, mistake]);
  useImperativeHandle(ref, () => ({
    insert: (inserted) => (editor ? editor.insert(inserted) : insertInto(field.current, inserted, onChange)),
    focus: () => (editor ?? field.current)?.focus(),
  }));
  return (
    <div className={styles.editor} data-is-ready={editor !== undefined}>
      {!editor && (
        <textarea
          ref={field}
          aria-label={LABEL}
          aria-invalid={mistake ? true : undefined}
          spellCheck={false}
          placeholder={HINT}
          value={text}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
      <div ref={parent} className={styles.code} hidden={!editor} />
    </div>
  );
}
