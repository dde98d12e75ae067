import { type Files, Refused, type WorkFile } from "./files";
import { openEditor, replaceText, type Editor } from "./codemirror";

/** How long nothing is typed before a file is saved, in milliseconds. */
const PAUSE_MS = 700;

/** A file on the workbench. */
interface Sheet {
  name: string;
  /** What tells the content that the disk is known to hold. */
  hash: string;
  section: HTMLElement;
  tab: HTMLButtonElement;
  area: HTMLTextAreaElement;
  editor: Editor;
  dirty: boolean;
  timer: number | undefined;
  /** How often it was saved: what was read before a save says nothing after it. */
  saves: number;
  /** Saves follow each other: the second must know the hash the first one got. */
  saving: Promise<boolean>;
}

export class Workbench {
  private readonly sheets: Sheet[] = [];
  private readonly status: HTMLElement | null;

  constructor(
    private readonly form: HTMLFormElement,
    private readonly files: Files,
  ) {
    this.status = form.querySelector("#saved");
  }

  async start(): Promise<void> {
    const tabs = document.createElement("div");
    tabs.className = "tabs";
    tabs.setAttribute("role", "tablist");
    tabs.setAttribute("aria-label", "Your files");
    for (const section of this.form.querySelectorAll<HTMLElement>("section.file")) {
      const sheet = await this.sheet(section);
      if (!sheet) continue;
      this.sheets.push(sheet);
      tabs.append(sheet.tab);
    }
    this.form.prepend(tabs);
    tabs.addEventListener("keydown", (event) => this.walk(event));
    if (this.sheets[0]) this.show(this.sheets[0]);
    this.form.classList.add("ready");
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      const how = event.submitter?.getAttribute("value") === "submit" ? "submit" : "check";
      void this.judge(how);
    });
    document.body.addEventListener("htmx:sseMessage", (event) => {
      const message = (event as CustomEvent<MessageEvent>).detail;
      if (message.type === "files") void this.changedElsewhere(JSON.parse(message.data).files);
    });
    addEventListener("beforeunload", (event) => {
      if (this.sheets.some((sheet) => sheet.dirty)) event.preventDefault();
    });
  }

  private async sheet(section: HTMLElement): Promise<Sheet | undefined> {
    const area = section.querySelector("textarea");
    const { name, hash } = section.dataset;
    if (!area || !name || !hash) return undefined;
    const id = `panel-${this.sheets.length}`;
    const tab = document.createElement("button");
    tab.type = "button";
    tab.id = `tab-${this.sheets.length}`;
    tab.textContent = name;
    tab.setAttribute("role", "tab");
    tab.setAttribute("aria-controls", id);
    section.id = id;
    section.setAttribute("role", "tabpanel");
    section.setAttribute("aria-labelledby", tab.id);
    const editor = await openEditor(area, name, this.form.dataset.keys === "vim");
    const sheet: Sheet = {
      name, hash, section, tab, area, editor, dirty: false, timer: undefined, saves: 0, saving: Promise.resolve(true),
    };
    editor.onChange(() => this.typed(sheet));
    editor.onSave(() => void this.saveNow(sheet));
    tab.addEventListener("click", () => this.show(sheet));
    return sheet;
  }

  private show(sheet: Sheet): void {
    for (const one of this.sheets) {
      const shown = one === sheet;
      one.section.hidden = !shown;
      one.tab.setAttribute("aria-selected", String(shown));
      one.tab.tabIndex = shown ? 0 : -1;
    }
  }

  private walk(event: KeyboardEvent): void {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    const at = this.sheets.findIndex((sheet) => sheet.tab.getAttribute("aria-selected") === "true");
    const next = this.sheets[(at + step + this.sheets.length) % this.sheets.length];
    if (!next) return;
    this.show(next);
    next.tab.focus();
    event.preventDefault();
  }

  private typed(sheet: Sheet): void {
    sheet.dirty = true;
    sheet.tab.classList.add("dirty");
    this.say("");
    clearTimeout(sheet.timer);
    sheet.timer = setTimeout(() => void this.saveNow(sheet), PAUSE_MS);
  }

  private saveNow(sheet: Sheet): Promise<boolean> {
    clearTimeout(sheet.timer);
    sheet.saving = sheet.saving.then(() => this.save(sheet));
    return sheet.saving;
  }

  /** Returns whether the disk holds what the editor shows. */
  private async save(sheet: Sheet): Promise<boolean> {
    if (!sheet.dirty) return !sheet.section.querySelector(".conflict");
    const text = sheet.editor.text();
    try {
      const saved = await this.files.save(sheet.name, text, sheet.hash);
      if (!saved.saved) {
        this.conflict(sheet, saved.file);
        return false;
      }
      this.settle(sheet, saved.file.hash, sheet.editor.text() === text);
      this.say("Saved");
      return true;
    } catch (error) {
      this.say(error instanceof Refused ? error.message : String(error), true);
      return false;
    }
  }

  private settle(sheet: Sheet, hash: string, clean: boolean): void {
    sheet.hash = hash;
    sheet.saves += 1;
    sheet.section.querySelector(".conflict")?.remove();
    if (clean) {
      sheet.dirty = false;
      sheet.tab.classList.remove("dirty");
    }
  }

  private async judge(how: "check" | "submit"): Promise<void> {
    const buttons = this.form.querySelectorAll<HTMLButtonElement>(".buttons button");
    for (const button of buttons) button.disabled = true;
    try {
      for (const sheet of this.sheets) {
        if (!(await this.saveNow(sheet))) return;
      }
      await this.files.judge(how);
    } catch (error) {
      this.say(error instanceof Refused ? error.message : String(error), true);
    } finally {
      for (const button of buttons) button.disabled = false;
    }
  }

  /** Another program, or another page, wrote files. */
  private async changedElsewhere(changed: { name: string; hash: string }[]): Promise<void> {
    await Promise.all(this.sheets.map((sheet) => sheet.saving));
    const news = this.sheets.filter((sheet) =>
      changed.some((file) => file.name === sheet.name && file.hash !== sheet.hash));
    if (news.length === 0) return;
    const saves = new Map(news.map((sheet) => [sheet, sheet.saves]));
    try {
      const files = await this.files.read();
      for (const sheet of news) {
        const file = files.find((one) => one.name === sheet.name);
        if (!file || file.hash === sheet.hash || file.text === null) continue;
        // Saved meanwhile: that save is told as well, and then they are read again.
        if (sheet.saves !== saves.get(sheet)) continue;
        if (sheet.dirty) this.conflict(sheet, file);
        else this.take(sheet, file);
      }
    } catch (error) {
      this.say(error instanceof Refused ? error.message : String(error), true);
    }
  }

  private take(sheet: Sheet, file: WorkFile): void {
    replaceText(sheet.editor, file.text ?? "");
    clearTimeout(sheet.timer);
    this.settle(sheet, file.hash, true);
    this.say(`${sheet.name} was changed in another program and is shown as it is now`);
  }

  private conflict(sheet: Sheet, theirs: WorkFile): void {
    clearTimeout(sheet.timer);
    const shown = sheet.section.querySelector<HTMLElement>(".conflict");
    if (shown?.dataset.hash === theirs.hash) return;
    shown?.remove();
    const box = document.createElement("div");
    box.className = "conflict notice bad";
    box.dataset.hash = theirs.hash;
    box.setAttribute("role", "alert");
    const says = document.createElement("p");
    says.textContent =
      `${sheet.name} was changed in another program while you typed here. Nothing was written. ` +
      "Whichever you choose, the other one can be brought back with undo.";
    const mine = button("Keep what is here", () => {
      sheet.hash = theirs.hash;
      void this.saveNow(sheet);
    });
    const other = button("Take what is on disk", () => this.take(sheet, theirs));
    box.append(says, mine, " ", other);
    sheet.section.prepend(box);
    this.show(sheet);
  }

  private say(text: string, bad = false): void {
    if (!this.status) return;
    this.status.textContent = text;
    this.status.classList.toggle("bad", bad);
  }
}

function button(words: string, act: () => void): HTMLButtonElement {
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = words;
  button.addEventListener("click", act);
  return button;
}
