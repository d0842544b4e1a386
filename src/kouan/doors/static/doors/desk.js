/* The desk: the case under the cursor comes beside the list, one key decides, the next case follows. The page works without it. */
(() => {
  "use strict";
  const side = document.querySelector("[data-preview]");
  if (side) {
    let asked = 0;
    const show = async (row) => {
      const link = row.querySelector("a.look");
      if (!link) return;
      const turn = ++asked;
      const rows = [...document.querySelectorAll("table.queue tr[data-row]")];
      const at = rows.indexOf(row);
      const next = (rows[at + 1] ?? rows[at - 1])?.querySelector("a.look")?.getAttribute("href") ?? "";
      const answer = await fetch(`/cases/${encodeURIComponent(link.dataset.look)}/preview?next=${encodeURIComponent(next)}`, { headers: { "X-Requested-With": "fetch" } });
      if (turn !== asked) return;
      if (!answer.ok || answer.redirected) { location.assign(link.href); return; }
      side.innerHTML = await answer.text();
    };
    document.addEventListener("kit:row", (event) => { show(event.target).catch(() => {}); });
    document.addEventListener("click", (event) => {
      const link = event.target.closest("a.look");
      if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      const row = link.closest("tr");
      for (const other of document.querySelectorAll("table.queue tr[aria-current]")) other.removeAttribute("aria-current");
      row.setAttribute("aria-current", "true");
      show(row).catch(() => {});
    });
  }
  /* a decision that needs a reason asks for it first; Enter in the reason then takes that decision */
  let meant = null;
  document.addEventListener("click", (event) => {
    const button = event.target.closest("button[data-reason]");
    const reason = button?.form?.elements.reason;
    if (!reason || reason.value.trim()) return;
    event.preventDefault();
    meant = button;
    reason.required = true;
    reason.focus();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && event.target.matches?.("input[name=reason]")) { meant = null; event.target.blur(); }
    if (event.key !== "Enter" || event.isComposing || !event.target.matches?.("input[name=reason]")) return;
    if (event.target.form?.querySelectorAll("button").length === 1) return; /* one thing to do: Enter does it */
    event.preventDefault();
    if (meant?.form === event.target.form && event.target.value.trim()) event.target.form.requestSubmit(meant);
  });
  /* all boxes of the list at once */
  const all = document.querySelector("[data-all]");
  if (all) {
    all.hidden = false;
    all.addEventListener("click", () => {
      const boxes = [...document.querySelectorAll("table.queue input[name=pick]")];
      const on = boxes.some((box) => !box.checked);
      for (const box of boxes) box.checked = on;
    });
  }
})();
