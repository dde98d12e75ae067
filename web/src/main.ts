// What every page does with scripts: parts are exchanged, verdicts arrive, toggles are remembered.
import "./style.css";
import "./htmx";
import "htmx-ext-sse";
import "idiomorph/htmx";
import { rememberToggles } from "./toggles";
import { answerByKeys } from "./keys";

rememberToggles();
answerByKeys();

// What was missed for too long cannot be told any more: the page is fetched anew.
document.body.addEventListener("htmx:sseMessage", (event) => {
  if ((event as CustomEvent<MessageEvent>).detail.type === "stale") location.reload();
});
