// Which sections are open is kept in a cookie, so that the server sends them open: nothing jumps.

const YEAR_S = 31_536_000;

export function rememberToggles(): void {
  // `toggle` does not bubble, so it is caught on its way down.
  document.addEventListener("toggle", remember, { capture: true });
  openWhatIsMeant();
  addEventListener("hashchange", openWhatIsMeant);
}

function remember(event: Event): void {
  if (!(event.target instanceof HTMLDetailsElement) || !event.target.dataset.remember) return;
  const sections = document.querySelectorAll<HTMLDetailsElement>("details[data-remember]");
  const open = [...sections].filter((one) => one.open).map((one) => one.dataset.remember);
  document.cookie = `open=${open.join(".")}; path=/; SameSite=Strict; max-age=${YEAR_S}`;
}

// An address that names something inside closed sections opens them.
function openWhatIsMeant(): void {
  const meant = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  for (let at = meant?.closest("details"); at; at = at.parentElement?.closest("details")) {
    at.open = true;
  }
  if (meant) meant.scrollIntoView();
}
