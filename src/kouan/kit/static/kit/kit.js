/* The little script of the house. Every page works without it; it only saves keys and clicks.
   No eval, no inline handlers, no style attributes: it runs under script-src 'self'; style-src 'self'. */
(() => {
  "use strict";
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const typing = (target) => target.closest("input:not([type=checkbox]):not([type=radio]), select, textarea, [contenteditable]");

  /* theme: a cookie, so that the server draws the next page right at once */
  const dark = () => {
    const chosen = document.documentElement.dataset.theme;
    return chosen ? chosen === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  };
  const setTheme = (name) => {
    document.documentElement.dataset.theme = name;
    document.cookie = `theme=${name}; path=/; max-age=31536000; samesite=lax`;
    document.dispatchEvent(new CustomEvent("kit:theme"));
  };
  for (const button of all("[data-theme-toggle]")) {
    button.hidden = false;
    button.setAttribute("aria-pressed", String(dark()));
    button.addEventListener("click", () => {
      setTheme(dark() ? "light" : "dark");
      button.setAttribute("aria-pressed", String(dark()));
    });
  }

  /* evidence: one open at a time, Escape closes and gives the focus back */
  document.addEventListener("toggle", (event) => {
    const opened = event.target;
    if (!opened.matches?.("details.why") || !opened.open) return;
    for (const other of all("details.why[open]")) if (other !== opened && !other.contains(opened)) other.open = false;
  }, true);
  const closeEvidence = () => {
    const open = document.querySelector("details.why[open]");
    if (!open) return false;
    open.open = false;
    open.querySelector("summary").focus();
    return true;
  };

  /* queues: J and K move, Enter opens, X ticks, 1-9 open views. Off where the reader switched single keys off. */
  const keysOff = () => document.documentElement.dataset.keys === "off" || document.cookie.includes("keys=off");
  const rows = () => all("table.queue tbody tr[data-row]");
  const move = (step) => {
    const list = rows();
    if (!list.length) return;
    const at = list.findIndex((row) => row.hasAttribute("aria-current"));
    const next = list[Math.min(Math.max(at + step, 0), list.length - 1)];
    if (at >= 0) list[at].removeAttribute("aria-current");
    next.setAttribute("aria-current", "true");
    const link = next.querySelector("a.id");
    link?.focus({ preventScroll: true });
    next.scrollIntoView({ block: "nearest" });
    next.dispatchEvent(new CustomEvent("kit:row", { bubbles: true }));
  };
  const current = () => rows().find((row) => row.hasAttribute("aria-current"));
  const letters = {
    j: () => move(1),
    k: () => move(-1),
    x: () => current()?.querySelector("input[type=checkbox]")?.click(),
    Enter: () => current()?.querySelector("a.id")?.click(),
  };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (event.key === "Escape" && closeEvidence()) return;
    if (typing(event.target) || keysOff()) return;
    const named = document.querySelector(`[data-key="${CSS.escape(event.key.toLowerCase())}"]`);
    if (event.key === "Enter" && event.target.closest("a, button, summary")) return;
    if (named) {
      event.preventDefault();
      if (named.matches("input, select, textarea")) named.focus(); else named.click();
    } else if (letters[event.key] && rows().length) {
      event.preventDefault();
      letters[event.key]();
    }
  });
})();
