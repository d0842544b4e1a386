/* Line items by keyboard: add, insert, copy, drop, take back, move, jump, paste a piece of a spreadsheet; sums at once.
   Without it the two buttons of a table post the form. The order on the page is what counts: names are put in that
   order when the form is sent. Sums are exact: whole numbers with a scale, never floating point. */
(() => {
  "use strict";
  const zh = document.documentElement.lang.startsWith("zh");
  const say = (chinese, english) => (zh ? chinese : english);
  const MANY = 5; // so many lines have a bar of their own
  const FIELDS = "input[name], select[name], textarea[name]";
  const lines = (table) => [...table.tBodies].filter((body) => body.hasAttribute("data-line"));
  const cells = (line) => [...line.rows[0].querySelectorAll("input, select, textarea")];
  const known = new WeakMap();
  const named = (line) => {
    if (!known.has(line)) {
      known.set(line, new Map([...line.querySelectorAll(FIELDS)].map((one) => [one.name.replace(/^.*?\]\./, ""), one])));
    }
    return known.get(line);
  };
  const drop = (line) => line.querySelector("[name=row-drop]");
  const number = (line) => Number(/\[(\d+)\]$/.exec(drop(line).value)?.[1] ?? -1);
  const path = (table) => table.dataset.lines;
  const bar = (table) => table.closest(".scroll").previousElementSibling;
  const tell = (table, text, warn = false) => {
    const told = bar(table).querySelector("[data-told]");
    told.textContent = text;
    bar(table).hidden = false;
    told.classList.toggle("warn", warn);
  };

  /* places: number, name for who listens, item */
  const inOrder = (table) => lines(table).every((line, n) => [undefined, "", String(n + 1)].includes(named(line).get("item")?.value));
  const renumber = (table, items) => lines(table).forEach((line, n) => {
    const place = String(n + 1), head = line.rows[0].cells[0], item = named(line).get("item");
    if (items && item && item.value !== place) item.value = place;
    if (head.textContent === place && line.dataset.line) return;
    line.dataset.line = place;
    head.textContent = place;
    for (const cell of cells(line)) cell.setAttribute("aria-label", cell.getAttribute("aria-label").replace(/\d+/, place));
    const hidden = drop(line).querySelector(".hide");
    hidden.textContent = hidden.textContent.replace(/\d+/, place);
  });
  const change = (table, act) => {
    const items = inOrder(table);
    const made = act();
    renumber(table, items);
    soon(table);
    return made;
  };

  /* sums */
  const scaled = (text) => {
    const plain = text.trim().replace(/,(?=\d{3}(\D|$))/g, "");
    const found = /^(-?\d*)\.?(\d*)$/.exec(plain);
    return found && /\d/.test(plain) ? [BigInt(found[1].replace("-", "") + found[2]) * (plain.startsWith("-") ? -1n : 1n), found[2].length] : null;
  };
  const plus = ([a, m], [b, n]) => (m >= n ? [a + b * 10n ** BigInt(m - n), m] : [a * 10n ** BigInt(n - m) + b, n]);
  const shown = ([sum, places]) => {
    const digits = String(sum < 0n ? -sum : sum).padStart(places + 1, "0");
    const whole = digits.slice(0, digits.length - places).replace(/\B(?=(\d{3})+$)/g, ",");
    return (sum < 0n ? "-" : "") + whole + (places ? `.${digits.slice(-places)}` : "");
  };
  const unit = (field) => {
    if (!field?.value) return "?";
    if (field.matches("select")) return field.selectedOptions[0].textContent;
    const option = field.list && [...field.list.options].find((one) => one.value === field.value);
    return option ? `${field.value} ${option.textContent}` : field.value;
  };
  const sum = (all, of, by) => {
    const found = new Map();
    for (const line of all) {
      const amount = scaled(named(line).get(of)?.value ?? "");
      const key = named(line).get(by)?.value ?? "";
      if (amount) found.set(key, { sum: plus(found.get(key)?.sum ?? [0n, 0], amount), field: named(line).get(by) });
    }
    return [...found.values()].map((one) => `${unit(one.field)} ${shown(one.sum)}`).join(say("、", ", "));
  };
  const filled = (table, line) => {
    const summary = line.querySelector("details.data > summary");
    if (!summary) return;
    const blank = named(table.parentElement.querySelector(":scope > template").content.querySelector("tbody")), shown = new Set(cells(line));
    let count = 0;
    named(line).forEach((field, name) => {
      if (field.matches("button") || field.type === "hidden" || shown.has(field)) return;
      if (field.value !== "" && field.value !== blank.get(name)?.value) count += 1;
    });
    const text = summary.textContent.replace(/\d+(?=\D*$)/, String(count));
    if (text !== summary.textContent) summary.textContent = text;
  };
  const total = (table) => {
    const all = lines(table), most = Number(table.dataset.most || Infinity);
    const said = [say(`${all.length} 行`, `${all.length} ${all.length === 1 ? "line" : "lines"}`)];
    if (all.length > most) said[0] += say(`，一份单证至多 ${most} 行：请分成两份`, `, at most ${most} in one document: split it in two`);
    for (const pair of (table.dataset.sums || "").split(" ").filter(Boolean)) {
      const [of, by] = pair.split(":"), made = sum(all, of, by);
      const heading = bar(table).querySelector(`[data-sum="${of}"]`)?.textContent ?? of;
      if (made) said.push(`${heading} ${made}`);
    }
    const out = bar(table).querySelector("[data-totals]");
    out.textContent = said.join("　");
    out.classList.toggle("warn", all.length > most);
    all.forEach((line) => filled(table, line));
    bar(table).hidden = all.length < (table.dataset.sums ? 1 : MANY) && !bar(table).querySelector("[data-told]").textContent;
  };
  const waiting = new Set();
  const soon = (table) => {
    if (!waiting.size) requestAnimationFrame(() => { waiting.forEach(total); waiting.clear(); });
    waiting.add(table);
  };

  /* acts on one line; each gives the line that has the focus after it */
  const fresh = (table, before = null) => {
    const next = Math.max(-1, ...lines(table).map(number), ...(gone.get(table) ?? []).map((one) => number(one.line))) + 1;
    const made = table.parentElement.querySelector(":scope > template").content.cloneNode(true);
    const line = made.querySelector("tbody");
    for (const element of line.querySelectorAll("[id], [name], [for], [aria-describedby], [value*=__n__]")) {
      for (const { name, value } of [...element.attributes]) {
        if (value.includes("__n__")) element.setAttribute(name, value.replaceAll("__n__", String(next)));
      }
    }
    line.dataset.line = "";
    table.classList.remove("lines--none");
    table.querySelector(".none")?.remove();
    table.insertBefore(line, before ?? table.tFoot);
    const item = named(line).get("item");
    if (item && !item.value) item.value = String(lines(table).length);
    return line;
  };
  const gone = new WeakMap();
  const beside = (line, step) => {
    const next = step > 0 ? line.nextElementSibling : line.previousElementSibling;
    return next?.matches("tbody[data-line]") ? next : null;
  };
  const take = (line, other, over) => {
    const held = named(other);
    named(line).forEach((field, name) => {
      const from = held.get(name);
      if (from && name !== "item" && (over || !field.value)) field.value = from.value;
    });
  };
  const acts = {
    add: (table) => fresh(table),
    insert: (table, line) => fresh(table, line),
    copy: (table, line) => { const made = fresh(table, line.nextElementSibling); take(made, line, true); return made; },
    above: (table, line) => { const other = beside(line, -1); if (other) take(line, other, false); return line; },
    drop: (table, line) => {
      const kept = gone.get(table) ?? gone.set(table, []).get(table);
      const to = beside(line, 1) ?? beside(line, -1);
      kept.push({ line, next: line.nextElementSibling, place: line.dataset.line });
      line.remove();
      const more = path(table) === "goods" ? say("；请看集装箱和单据里写的项号", "; look at the items that containers and papers name") : "";
      tell(table, say(`已删第 ${kept.at(-1).place} 行，Alt+Z 取回${more}`, `Line ${kept.at(-1).place} dropped, Alt+Z takes it back${more}`));
      return to;
    },
    undo: (table, line) => {
      const last = gone.get(table)?.pop();
      if (!last) { tell(table, say("没有可取回的行", "No line to take back")); return line; }
      table.insertBefore(last.line, last.next?.parentElement === table ? last.next : table.tFoot);
      tell(table, say(`已取回第 ${last.place} 行`, `Line ${last.place} is back`));
      return last.line;
    },
    up: (table, line) => { const other = beside(line, -1); if (other) other.before(line); return line; },
    down: (table, line) => { const other = beside(line, 1); if (other) other.after(line); return line; },
  };
  const current = new WeakMap();
  const column = (line, field) => Math.max(0, cells(line).indexOf(field));
  const reach = (line, at) => {
    const field = cells(line)[at] ?? cells(line)[0];
    const box = line.getBoundingClientRect(), top = bar(line.closest("table")).getBoundingClientRect().bottom;
    if (box.top < Math.max(0, top) || box.bottom > innerHeight - 80) line.scrollIntoView({ block: "center" });
    field.focus({ preventScroll: true });
  };
  const run = (table, name) => {
    const kept = current.get(table);
    const line = kept?.isConnected ? kept : lines(table).at(-1);
    if (!line && name !== "add" && name !== "undo") return;
    const field = document.activeElement;
    const at = line?.contains(field) ? column(line, field) : 0;
    const to = change(table, () => acts[name](table, line));
    table.dispatchEvent(new Event("change", { bubbles: true }));
    if (to) reach(to, ["add", "insert"].includes(name) ? 0 : at);
    else table.querySelector("[name=row-add]").focus();
  };

  /* paste: from the cell on, or by headings where the first row has them */
  const plain = (text) => text.trim().replace(/\s*\*$/, "").toLowerCase();
  const headings = (table) => {
    const line = table.parentElement.querySelector(":scope > template").content.querySelector("tbody");
    const found = new Map(), fields = named(line);
    for (const [name, field] of fields) {
      found.set(name.toLowerCase(), name);
      const label = line.querySelector(`label[for="${CSS.escape(field.id)}"]`);
      if (label) found.set(plain(label.firstChild.textContent), name);
    }
    cells(line).forEach((field, n) => {
      found.set(plain(table.tHead.rows[0].cells[n + 1].firstChild.textContent), field.name.replace(/^.*?\]\./, ""));
    });
    return found;
  };
  const put = (field, text) => {
    if (!field) return text === "";
    if (!field.matches("select")) { field.value = text; return true; }
    const option = [...field.options].find((one) => one.value === text)
      ?? [...field.options].find((one) => plain(one.textContent) === plain(text) || plain(one.textContent.replace(/^\S+ /, "")) === plain(text));
    if (option) field.value = option.value;
    return Boolean(option);
  };
  const rowsOf = (text) => {
    const rows = [[""]];
    for (const [, quoted, bare, end] of text.replace(/\r\n?/g, "\n").replace(/\n$/, "").matchAll(/(?:"((?:[^"]|"")*)"|([^\t\n]*))(\t|\n|$)/g)) {
      rows.at(-1)[rows.at(-1).length - 1] = (quoted?.replaceAll('""', '"') ?? bare ?? "").trim();
      if (end === "\t") rows.at(-1).push("");
      else if (end === "\n") rows.push([""]);
      else break;
    }
    return rows;
  };
  const paste = (table, line, field, text) => {
    let rows = rowsOf(text);
    const top = rows[0], heads = headings(table), names = top.map((cell) => heads.get(plain(cell)));
    const headed = rows.length > 1 && names.filter(Boolean).length >= Math.max(2, rows[0].length / 2);
    if (headed) rows = rows.slice(1);
    const at = line && field ? column(line, field) : 0;
    const start = line ? lines(table).indexOf(line) : lines(table).length, lost = [];
    if (headed) top.forEach((cell, n) => { if (!names[n]) lost.push(say(`整列“${cell}”`, `column "${cell}"`)); });
    const all = lines(table);
    rows.forEach((row, n) => {
      const to = all[start + n] ?? fresh(table), inputs = cells(to);
      row.forEach((cell, k) => {
        const target = headed ? named(to).get(names[k]) : inputs[at + k];
        if (!(headed && !names[k]) && !put(target, cell)) lost.push(say(`第 ${start + n + 1} 行“${cell}”`, `line ${start + n + 1} "${cell}"`));
      });
    });
    const short = lost.slice(0, 3).join(say("、", ", "));
    if (lost.length) tell(table, say(`已贴 ${rows.length} 行；${lost.length} 格没有贴上：${short}`, `${rows.length} lines pasted; ${lost.length} cells found no place: ${short}`), true);
    else tell(table, say(`已贴 ${rows.length} 行`, `${rows.length} lines pasted`));
  };

  /* what the keyboard and the pointer do */
  const keys = { KeyN: "add", KeyI: "insert", KeyD: "copy", KeyC: "above", Delete: "drop", KeyZ: "undo" };
  const moved = (event) => (event.shiftKey ? { ArrowUp: "up", ArrowDown: "down" }[event.code] : undefined);
  const tableOf = (target) => target.closest?.("table.lines") ?? target.closest?.(".linebar")?.nextElementSibling.querySelector("table.lines");
  const jump = (table, input) => {
    const all = lines(table), to = Number(input.value);
    if (!all[to - 1]) { tell(table, say(`没有第 ${input.value} 行，共 ${all.length} 行`, `There is no line ${input.value} among ${all.length}`), true); return; }
    reach(all[to - 1], Number(input.dataset.column || 0));
  };
  document.addEventListener("keydown", (event) => {
    const target = event.target, table = tableOf(target);
    if (!table || event.ctrlKey || event.metaKey || event.isComposing) return;
    const line = target.closest("tbody[data-line]");
    if (event.altKey) {
      const name = moved(event) ?? (event.shiftKey ? undefined : keys[event.code]);
      if (event.code === "KeyG") {
        const input = bar(table).querySelector("[data-goto]");
        input.dataset.column = line ? String(column(line, target)) : "0";
        event.preventDefault();
        input.focus({ preventScroll: true });
        input.select();
      } else if (name) {
        event.preventDefault();
        run(table, name);
      }
      return;
    }
    if (target.matches("[data-goto]") && (event.key === "Enter" || event.key === "Escape")) {
      event.preventDefault();
      if (event.key === "Enter") jump(table, target);
      else if (current.get(table)?.isConnected) reach(current.get(table), Number(target.dataset.column || 0));
    } else if (line && target.matches("input") && cells(line).includes(target)) {
      const step = { ArrowDown: 1, ArrowUp: -1, Enter: 1 }[event.key];
      const to = step && beside(line, step);
      if (!step || (target.list && event.key !== "Enter")) return;
      if (to) reach(to, column(line, target));
      if (to || event.key === "Enter") event.preventDefault();
    }
  });
  document.addEventListener("focusin", (event) => {
    const line = event.target.closest?.("tbody[data-line]");
    if (line) current.set(line.closest("table"), line);
  });
  document.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    const table = button && tableOf(button);
    if (!table) return;
    const act = button.dataset.lineAct ?? { "row-add": "add", "row-drop": "drop" }[button.name];
    const ours = button.dataset.lineAct || button.value === path(table) || button.closest("tbody[data-line]") && button === drop(button.closest("tbody"));
    if (!act || !ours) return;
    event.preventDefault();
    if (button.name === "row-drop") current.set(table, button.closest("tbody"));
    run(table, act);
  });
  document.addEventListener("input", (event) => {
    const table = tableOf(event.target);
    if (table && !event.target.matches("[data-goto]")) soon(table);
  });
  document.addEventListener("paste", (event) => {
    const table = tableOf(event.target);
    const text = event.clipboardData?.getData("text/plain") ?? "";
    const line = event.target.closest?.("tbody[data-line]") ?? null;
    if (!table || (line && !/[\t\n]/.test(text.trim())) || !text.trim()) return;
    if (!line && event.target.matches("[data-goto]")) return;
    event.preventDefault();
    change(table, () => paste(table, line, event.target, text));
    table.dispatchEvent(new Event("change", { bubbles: true }));
    const first = lines(table).find((one) => one.contains(document.activeElement)) ?? lines(table)[0];
    if (first) reach(first, line ? column(first, document.activeElement) : 0);
  });

  /* sending: names in the order of the page */
  const arrange = (table) => {
    const all = lines(table), here = path(table);
    if (all.every((line, n) => !n || number(all[n - 1]) < number(line))) return;
    all.forEach((line, n) => {
      const old = `${here}[${number(line)}]`, now = `${here}[${n}]`;
      const put = (text) => (text.startsWith(old) ? now + text.slice(old.length) : text);
      for (const one of line.querySelectorAll("[name]")) {
        one.name = one.name.startsWith("opened:") ? `opened:${put(one.name.slice(7))}` : put(one.name);
        if (one.matches("button")) one.value = put(one.value);
      }
    });
  };
  document.addEventListener("submit", (event) => [...event.target.querySelectorAll("table.lines")].reverse().forEach(arrange));

  for (const table of document.querySelectorAll("table.lines")) {
    if (!bar(table)?.matches(".linebar")) continue;
    total(table);
  }
})();
