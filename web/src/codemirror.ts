// CodeMirror in the place of a text area, in a shadow of its own: its styles then need no exception
// from the page's policy.
import { autocompletion, closeBrackets, closeBracketsKeymap, completionKeymap } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap, indentWithTab } from "@codemirror/commands";
import { python } from "@codemirror/lang-python";
import {
  bracketMatching, HighlightStyle, indentOnInput, indentUnit, syntaxHighlighting,
} from "@codemirror/language";
import { highlightSelectionMatches, searchKeymap } from "@codemirror/search";
import { EditorState, type Extension } from "@codemirror/state";
import {
  drawSelection, EditorView, highlightActiveLine, highlightActiveLineGutter, keymap, lineNumbers,
} from "@codemirror/view";
import { tags } from "@lezer/highlight";

export interface Editor {
  text(): string;
  onChange(act: () => void): void;
  onSave(act: () => void): void;
  view: EditorView;
}

// The page's own colours, so that light and dark follow it.
const theme = EditorView.theme({
  "&": { fontSize: "0.9rem", color: "var(--text)", backgroundColor: "var(--panel)", maxHeight: "min(46vh, 34rem)", height: "100%" },
  "&.cm-focused": { outline: "2px solid var(--accent)", outlineOffset: "1px" },
  ".cm-scroller": { fontFamily: "var(--mono)", lineHeight: "1.5" },
  ".cm-content": { caretColor: "var(--text)" },
  ".cm-cursor": { borderLeftColor: "var(--text)" },
  ".cm-gutters": { backgroundColor: "var(--code)", color: "var(--quiet)", border: "none" },
  ".cm-activeLine": { backgroundColor: "var(--line-now)" },
  ".cm-activeLineGutter": { backgroundColor: "var(--line-now)" },
  "&.cm-focused .cm-selectionBackground, .cm-selectionBackground": { backgroundColor: "var(--selection) !important" },
  ".cm-matchingBracket": { backgroundColor: "var(--selection)", outline: "1px solid var(--quiet)" },
  ".cm-panels": { backgroundColor: "var(--code)", color: "var(--text)" },
  ".cm-tooltip": { backgroundColor: "var(--panel)", color: "var(--text)", border: "1px solid var(--line)" },
  ".cm-fat-cursor": { backgroundColor: "var(--accent) !important", color: "var(--panel) !important" },
});

const colours = HighlightStyle.define([
  { tag: tags.comment, color: "var(--hl-comment)", fontStyle: "italic" },
  { tag: [tags.string, tags.special(tags.string)], color: "var(--hl-string)" },
  { tag: tags.number, color: "var(--hl-number)" },
  { tag: [tags.bool, tags.null, tags.self], color: "var(--hl-constant)" },
  { tag: [tags.keyword, tags.operatorKeyword, tags.definitionKeyword, tags.controlKeyword], color: "var(--hl-keyword)" },
  { tag: [tags.function(tags.variableName), tags.function(tags.definition(tags.variableName)), tags.meta], color: "var(--hl-function)" },
  { tag: [tags.className, tags.definition(tags.className)], color: "var(--hl-type)" },
]);

export async function openEditor(area: HTMLTextAreaElement, name: string, vim: boolean): Promise<Editor> {
  const host = document.createElement("div");
  host.className = "code-editor";
  const shadow = host.attachShadow({ mode: "open" });
  let changed: () => void = () => {};
  let saved: () => void = () => {};
  const extensions: Extension[] = [
    lineNumbers(), highlightActiveLineGutter(), highlightActiveLine(), history(), drawSelection(),
    indentOnInput(), bracketMatching(), closeBrackets(), autocompletion(), highlightSelectionMatches(),
    indentUnit.of("    "), EditorState.tabSize.of(4), EditorState.lineSeparator.of("\n"),
    syntaxHighlighting(colours), theme,
    keymap.of([
      { key: "Mod-s", preventDefault: true, run: () => (saved(), true) },
      { key: "Mod-Enter", preventDefault: true, run: () => (area.form?.requestSubmit(), true) },
      ...closeBracketsKeymap, ...completionKeymap, ...searchKeymap, ...historyKeymap, ...defaultKeymap,
      indentWithTab,
    ]),
    // What scrolls must be reachable by a tab stop; that the content can be edited is not enough for all.
    EditorView.contentAttributes.of({ tabindex: "0", "aria-label": `${name}. Escape, then Tab leaves the editor.` }),
    EditorView.updateListener.of((update) => {
      if (!update.docChanged) return;
      area.value = update.state.doc.toString();
      if (!update.transactions.some((one) => one.isUserEvent("sync"))) changed();
    }),
  ];
  if (name.endsWith(".py")) extensions.push(python());
  if (name.endsWith(".sql")) {
    // Fetched only where there is SQL, as the keys below.
    const { sql, SQLite } = await import("@codemirror/lang-sql");
    extensions.push(sql({ dialect: SQLite }));
  }
  if (vim) {
    // Fetched only by those who chose it.
    const { Vim, vim: keys } = await import("@replit/codemirror-vim");
    Vim.defineEx("write", "w", () => saved());
    extensions.unshift(keys());
  }
  const view = new EditorView({
    state: EditorState.create({ doc: area.value, extensions }),
    parent: shadow,
    root: shadow,
  });
  area.hidden = true;
  area.after(host);
  return {
    view,
    text: () => view.state.doc.toString(),
    onChange: (act) => { changed = act; },
    onSave: (act) => { saved = act; },
  };
}

/** Shows another text; what is the same at both ends stays, and with it the cursor and the view. */
export function replaceText(editor: Editor, text: string): void {
  const old = editor.text();
  let start = 0;
  while (start < old.length && start < text.length && old[start] === text[start]) start++;
  let end = 0;
  while (
    end < old.length - start && end < text.length - start &&
    old[old.length - 1 - end] === text[text.length - 1 - end]
  ) end++;
  editor.view.dispatch({
    changes: { from: start, to: old.length - end, insert: text.slice(start, text.length - end) },
    userEvent: "sync",
  });
}
