import { autocompletion, closeBrackets, closeBracketsKeymap, completionKeymap } from '@codemirror/autocomplete';
import { history, historyKeymap, standardKeymap } from '@codemirror/commands';
import { PostgreSQL } from '@codemirror/lang-sql';
import { syntaxHighlighting } from '@codemirror/language';
import { Compartment, EditorState } from '@codemirror/state';
import { EditorView, keymap, placeholder } from '@codemirror/view';
import type { SqlTable } from '../../resources/sql-table.ts';
import type { Mistake } from '../mistake.ts';
import { completionSources } from './complete.ts';
import { highlight, look } from './look.ts';
import { mistakeMark, showMistake } from './mistake-mark.ts';
import { typeOver } from './type-over.ts';

interface CodeEditorOptions {
  readonly parent: HTMLElement;
  readonly text: string;
  /** The text that the first undo goes back to. */
  readonly earlier: string;
  /** Where the cursor was in the field that the editor takes the place of. */
  readonly selection: { readonly anchor: number; readonly head: number };
  readonly label: string;
  readonly hint: string;
  readonly onChange: (text: string) => void;
}

export interface CodeEditor {
  setText(text: string): void;
  setTables(tables: readonly SqlTable[]): void;
  setMistake(mistake: Mistake | undefined): void;
  /** Puts a text at the cursor. */
  insert(text: string): void;
  focus(): void;
  destroy(): void;
}

/** The policy of the page allows only styles with its nonce. */
const nonce = () => document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce ?? '';

/** An editor of one statement. Tab leaves it, as it leaves every other field. */
export function createCodeEditor(options: CodeEditorOptions): CodeEditor {
  const { parent, text, earlier, selection, label, hint, onChange } = options;
  const completion = new Compartment();
  const complete = (tables: readonly SqlTable[]) =>
    autocompletion({ override: [...completionSources(tables)], icons: false, interactionDelay: 0 });
  const view = new EditorView({
    parent,
    state: EditorState.create({
      doc: earlier,
      extensions: [
        EditorView.cspNonce.of(nonce()),
        history(),
        closeBrackets(),
        completion.of(complete([])),
        PostgreSQL.language,
        syntaxHighlighting(highlight),
        look,
        mistakeMark,
        typeOver,
        EditorView.lineWrapping,
        EditorView.contentAttributes.of({ 'aria-label': label, spellcheck: 'false' }),
        placeholder(hint),
        keymap.of([...closeBracketsKeymap, ...completionKeymap, ...historyKeymap, ...standardKeymap]),
        EditorView.updateListener.of((update) => {
          if (update.docChanged) onChange(update.state.doc.toString());
        }),
      ],
    }),
  });
  function setText(next: string): void {
    if (next === view.state.doc.toString()) return;
    view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: next } });
  }
  setText(text);
  view.dispatch({ selection });
  return {
    setText,
    setTables: (tables) => view.dispatch({ effects: completion.reconfigure(complete(tables)) }),
    setMistake(mistake) {
      view.dispatch({ effects: showMistake.of(mistake), ...(mistake && { selection: { anchor: mistake.from } }) });
    },
    insert(inserted) {
      view.dispatch(view.state.replaceSelection(inserted));
      view.focus();
    },
    focus: () => view.focus(),
    destroy: () => view.destroy(),
  };
}
