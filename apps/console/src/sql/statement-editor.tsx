import { type Ref, useImperativeHandle, useRef } from 'react';
import styles from './sql.module.css';
import { type EditedStatement, HINT, LABEL, useCodeEditor } from './use-code-editor.ts';

/** What others can do with the editor. */
export interface EditorHandle {
  /** Puts a text at the cursor. */
  insert(text: string): void;
  focus(): void;
}

interface StatementEditorProps extends EditedStatement {
  readonly ref: Ref<EditorHandle>;
}

function insertInto(field: HTMLTextAreaElement | null, text: string, onChange: (text: string) => void): void {
  if (!field) return;
  field.focus();
  field.setRangeText(text, field.selectionStart, field.selectionEnd, 'end');
  onChange(field.value);
}

/** A plain field, which is there at once, until the code editor has been loaded. It takes over the text and the cursor. */
export function StatementEditor(props: StatementEditorProps) {
  const { text, onChange, mistake, ref } = props;
  const field = useRef<HTMLTextAreaElement>(null);
  const parent = useRef<HTMLDivElement>(null);
  const editor = useCodeEditor(props, { field, parent });
  useImperativeHandle(ref, () => ({
    insert: (inserted) => (editor ? editor.insert(inserted) : insertInto(field.current, inserted, onChange)),
    focus: () => (editor ?? field.current)?.focus(),
  }));
  return (
    <div className={styles.editor}>
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
