import { StateEffect, StateField } from '@codemirror/state';
import { Decoration, type DecorationSet, EditorView } from '@codemirror/view';
import type { Mistake } from '../mistake.ts';

export const showMistake = StateEffect.define<Mistake | undefined>();

const mark = Decoration.mark({ class: 'cm-mistake' });

/** Marks a mistake until the statement is changed. */
export const mistakeMark = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(before, { docChanged, effects, state }) {
    const shown = effects.find((effect) => effect.is(showMistake));
    if (!shown) return docChanged ? Decoration.none : before;
    const { from = 0, to = 0 } = shown.value ?? {};
    // At the end of a statement, its last character is marked, since nothing follows it.
    const start = Math.min(from, Math.max(0, state.doc.length - 1));
    const end = Math.min(Math.max(to, start + 1), state.doc.length);
    return shown.value && end > start ? Decoration.set(mark.range(start, end)) : Decoration.none;
  },
  provide: (field) => EditorView.decorations.from(field),
});
