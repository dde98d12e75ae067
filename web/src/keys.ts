// A quiz by keyboard alone: a digit chooses an option, Enter answers, and after an answer Enter
// goes on.

export function answerByKeys(): void {
  document.addEventListener("keydown", choose);
  document.body.addEventListener("htmx:afterSettle", focusOnWhatCame);
  // What came as a whole page has the focus too.
  const quiz = document.getElementById("quiz");
  if (quiz) focusIn(quiz);
}

function choose(event: KeyboardEvent): void {
  if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
  const form = document.querySelector<HTMLFormElement>("form[data-keys=quiz]");
  if (form && /^[1-9]$/.test(event.key)) {
    // The first group that is not answered yet, else the last.
    const groups = [...form.querySelectorAll("fieldset")];
    const open = groups.find((group) => !group.querySelector("input:checked")) ?? groups.at(-1);
    const option = open?.querySelectorAll<HTMLInputElement>("input")[Number(event.key) - 1];
    if (option && option.type !== "number") {
      option.click();
      option.focus();
      event.preventDefault();
    }
  }
  if (form && event.key === "Enter" && event.target instanceof HTMLInputElement) {
    form.requestSubmit(form.querySelector<HTMLButtonElement>("button:not([name])"));
    event.preventDefault();
  }
  const next = document.querySelector<HTMLAnchorElement>("a[data-next]");
  if (next && event.key === "Enter" && !(event.target instanceof HTMLAnchorElement)) next.click();
}

function isTyping(target: EventTarget | null): boolean {
  if (target instanceof HTMLTextAreaElement) return true;
  return target instanceof HTMLInputElement && !["radio", "checkbox"].includes(target.type);
}

function focusOnWhatCame(event: Event): void {
  const part = (event as CustomEvent<{ target?: Element }>).detail.target;
  if (part?.id === "quiz") focusIn(part);
}

function focusIn(quiz: Element): void {
  const wanted = quiz.querySelector<HTMLElement>("[data-focus]") ??
    quiz.querySelector<HTMLElement>("fieldset input, .field input, .field textarea");
  wanted?.focus();
}
