import { EditorView } from '@codemirror/view';

/**
 * Replaces a selection by what is typed. The browser would do so with the look of the replaced text as an inline style, which the policy
 * of the page refuses and reports. The browser's own selection counts: the editor hears of a new one only after a while.
 */
export const typeOver = EditorView.domEventHandlers({
  beforeinput(event, view) {
    const { data: text, inputType } = event;
    const selection = getSelection();
    if (inputType !== 'insertText' || text === null || !selection || selection.isCollapsed || view.composing)
      return false;
    event.preventDefault();
    const range = selection.getRangeAt(0);
    const from = view.posAtDOM(range.startContainer, range.startOffset);
    const to = view.posAtDOM(range.endContainer, range.endOffset);
    view.dispatch({ selection: { anchor: from, head: to } });
    const insert = () =>
      view.state.update(view.state.replaceSelection(text), { userEvent: 'input.type', scrollIntoView: true });
    // Such as quotes around the selection.
    const isHandled = view.state.facet(EditorView.inputHandler).some((handle) => handle(view, from, to, text, insert));
    if (!isHandled) view.dispatch(insert());
    return true;
  },
});
