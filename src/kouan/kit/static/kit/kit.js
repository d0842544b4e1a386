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
    const panel = opened.querySelector(".panel");
    panel.classList.toggle("panel--end", panel.getBoundingClientRect().right > document.documentElement.clientWidth);
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

/* charts: a line becomes one that answers the pointer. The drawing of the server stays where the library is missing. */
(() => {
  "use strict";
  if (typeof echarts === "undefined") return;
  const zh = document.documentElement.lang.startsWith("zh");
  const token = (name) => getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const numbers = (values) => values.map((value) => (value === null ? null : Number(value)));

  const line = (data, width) => {
    const value = numbers(data.values), low = numbers(data.low), high = numbers(data.high);
    const soon = data.provisional;
    const said = (n) => (n === null || n === undefined ? "—" : n.toFixed(data.places));
    const label = { color: token("ink-2"), fontSize: 12, fontFamily: token("sans") };
    const levels = numbers(data.levels);
    // Labels counted back from the newest, as the server draws them: the library's own choice lets the last two collide.
    const every = Math.ceil(84 / Math.max(1, (width - 80) / Math.max(1, data.periods.length - 1)));
    const labelled = (n) => (data.periods.length - 1 - n) % every === 0;
    if (levels.length < 2) return { aria: { enabled: true, label: { description: data.label } } };
    const series = (extra) => ({ type: "line", showSymbol: false, symbol: "circle", animation: !calm, ...extra });
    return {
      aria: { enabled: true, label: { description: data.label }, decal: { show: false } },
      textStyle: { fontFamily: token("sans"), color: token("ink-2") },
      grid: { left: 8, right: 44, top: 14, bottom: 8, containLabel: true },
      xAxis: { type: "category", boundaryGap: false, data: data.periods, axisLabel: { ...label, interval: labelled },
        axisLine: { lineStyle: { color: token("edge") } }, axisTick: { alignWithLabel: true } },
      yAxis: { type: "value", min: levels[0], max: levels.at(-1), interval: levels[1] - levels[0], axisLabel: label,
        splitLine: { lineStyle: { color: token("grid") } } },
      tooltip: { trigger: "axis", renderMode: "richText", backgroundColor: token("sheet"), borderColor: token("edge"),
        textStyle: { color: token("ink"), fontSize: 13 }, axisPointer: { lineStyle: { color: token("ink-3") } },
        formatter: (items) => {
          const at = items[0].dataIndex;
          const band = low[at] === null || high[at] === null ? "" : `\n${zh ? "区间" : "interval"} ${said(low[at])}–${said(high[at])}`;
          return `${data.periods[at]}\n${said(value[at])} ${data.unit}${band}${soon[at] ? `\n${zh ? "暂定" : "provisional"}` : ""}`;
        } },
      series: [
        series({ stack: "band", data: low, symbol: "none", lineStyle: { opacity: 0 }, silent: true }),
        series({ stack: "band", data: high.map((top, n) => (top === null || low[n] === null ? null : top - low[n])),
          symbol: "none", lineStyle: { opacity: 0 }, areaStyle: { color: token("band"), opacity: 1 }, silent: true }),
        series({ data: value.map((v, n) => (soon[n] ? null : v)), lineStyle: { color: token("c1"), width: 2 }, color: token("c1"),
          markLine: data.promise === null ? undefined : { silent: true, symbol: "none", animation: false, label: { show: false },
            lineStyle: { color: token("ink-3"), type: [4, 3], width: 1.5 }, data: [{ yAxis: Number(data.promise) }] } }),
        series({ data: value.map((v, n) => (soon[n] || soon[n + 1] ? v : null)), color: token("c1"),
          lineStyle: { color: token("c1"), width: 2, type: [2, 4] }, z: 3,
          endLabel: { show: true, color: token("ink"), fontWeight: 600, fontSize: 13, formatter: (p) => said(p.value) } }),
      ],
    };
  };

  const start = (figure) => {
    const plot = figure.querySelector(".plot");
    const script = figure.querySelector("script[type='application/json']");
    if (!plot || !script) return;
    const data = JSON.parse(script.textContent);
    const canvas = document.createElement("div");
    canvas.className = "canvas";
    canvas.setAttribute("role", "img");
    canvas.setAttribute("aria-label", data.label);
    plot.hidden = true;
    plot.after(canvas);
    const chart = echarts.init(canvas, null, { renderer: "canvas" });
    const draw = () => {
      chart.setOption(line(data, canvas.clientWidth), true);
      canvas.setAttribute("aria-label", data.label);
    };
    draw();
    document.addEventListener("kit:theme", draw);
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", draw);
    new ResizeObserver(() => { chart.resize(); draw(); }).observe(canvas);
    /* paper and forced colours keep the server's drawing, which has its own classes */
    addEventListener("beforeprint", () => { plot.hidden = false; canvas.hidden = true; });
    addEventListener("afterprint", () => { plot.hidden = true; canvas.hidden = false; });
  };
  if (matchMedia("(forced-colors: active)").matches) return;
  document.querySelectorAll("figure[data-chart]").forEach(start);
})();
