"use strict";
(() => {
  const byId = (id) => document.getElementById(id);
  const numbers = JSON.parse(byId("numbers").textContent);
  const button = byId("show-sources");
  const panel = byId("origin");
  const body = byId("origin-body");
  const appendix = byId("sources");
  const contents = byId("contents");
  const narrow = matchMedia("(max-width: 63rem)");
  let opener = null;

  const make = (tag, text, parent) => {
    const element = document.createElement(tag);
    if (text) element.textContent = text;
    if (parent) parent.append(element);
    return element;
  };

  /* What a column of a line says, read from the appendix. */
  const cellOf = (row, column) => {
    const heads = [...row.closest("table").tHead.rows[0].cells].map((cell) => cell.textContent);
    return row.cells[heads.indexOf(column)] || null;
  };

  const highlight = (row, columns) => {
    for (const old of document.querySelectorAll(".hit")) old.classList.remove("hit");
    row.classList.add("hit");
    for (const column of columns) {
      const cell = cellOf(row, column);
      if (cell) cell.classList.add("hit");
    }
  };

  const addLine = (list, place, columns, path, line) => {
    const item = make("li", "", list);
    const row = place < 0 ? null : byId("line-" + place);
    if (!row) {
      make("span", path + ", line " + line + (columns[0] ? ": " + columns.join(", ") : ""), item);
      return;
    }
    const file = row.closest("table").caption.textContent;
    const link = make("a", file + ", line " + row.cells[0].textContent, item);
    link.href = "#" + row.id;
    link.addEventListener("click", (event) => {
      event.preventDefault();
      highlight(row, columns);
      row.focus({ preventScroll: true });
      row.scrollIntoView({ block: narrow.matches ? "start" : "center" });
    });
    const shown = columns.filter(Boolean).map((column) => {
      const cell = cellOf(row, column);
      return cell ? column + " = " + (cell.textContent || "(empty)") : column;
    });
    if (shown.length) item.append(": " + shown.join(", "));
    const sources = row.cells[row.cells.length - 1];
    if (sources.textContent) {
      item.append(" (source: ");
      for (const node of sources.childNodes) item.append(node.cloneNode(true));
      item.append(")");
    }
  };

  const describe = (entry) => {
    const [statistic, subject, how, value, provenance, inputs] = entry;
    const facts = make("dl", "", body);
    for (const [name, fact] of [["What", statistic], ["Of", subject], ["How", how], ["In full", value], ["Known", provenance]]) {
      if (!fact) continue;
      make("dt", name, facts);
      make("dd", fact, facts);
    }
    const lines = new Map();
    for (const [place, column, path, line] of inputs) {
      const key = place < 0 ? path + ":" + line : place;
      if (!lines.has(key)) lines.set(key, { place, path, line, columns: [] });
      lines.get(key).columns.push(column);
    }
    make("p", lines.size ? "From:" : "No cell of the data files stands behind this number.", body);
    const list = make("ul", "", body);
    for (const { place, path, line, columns } of lines.values()) addLine(list, place, columns, path, line);
  };

  const open = (link, id) => {
    opener = link;
    body.replaceChildren();
    byId("origin-heading").textContent = "Source of " + link.textContent;
    describe(numbers[id]);
    panel.hidden = false;
    panel.focus();
  };

  const close = () => {
    if (panel.hidden) return;
    panel.hidden = true;
    if (opener) opener.focus();
  };

  const firstLine = (id) => {
    const known = numbers[id][5].find((input) => input[0] >= 0);
    return known ? "#line-" + known[0] : "#origin";
  };

  const linkNumbers = () => {
    for (const element of document.querySelectorAll(".number, .datum")) {
      const id = element.id || element.dataset.same;
      if (!id || !Object.hasOwn(numbers, id) || element.closest("a")) continue;
      const link = make("a");
      link.className = "origin";
      link.href = firstLine(id);
      link.append(...element.childNodes);
      link.addEventListener("click", (event) => {
        event.preventDefault();
        open(link, id);
      });
      element.append(link);
    }
  };

  const unlinkNumbers = () => {
    for (const link of document.querySelectorAll("a.origin")) link.replaceWith(...link.childNodes);
  };

  button.addEventListener("click", () => {
    const on = button.getAttribute("aria-pressed") !== "true";
    button.setAttribute("aria-pressed", String(on));
    if (appendix) appendix.hidden = !on;
    for (const list of document.querySelectorAll(".drawn")) list.hidden = !on;
    if (on) {
      linkNumbers();
    } else {
      opener = null;
      close();
      unlinkNumbers();
    }
  });
  byId("origin-close").addEventListener("click", close);
  byId("origin-back").addEventListener("click", () => {
    if (!opener) return;
    opener.scrollIntoView({ block: "center" });
    opener.focus({ preventScroll: true });
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") close();
  });
  button.hidden = Object.keys(numbers).length === 0;

  /* The contents stand beside the text where there is room and are folded up where there is none. */
  const fold = () => { contents.open = !narrow.matches; };
  fold();
  narrow.addEventListener("change", fold);
  contents.addEventListener("click", (event) => {
    if (narrow.matches && event.target.closest("a")) contents.open = false;
  });
  window.addEventListener("beforeprint", () => {
    for (const details of document.querySelectorAll("details.data")) details.open = false;
  });
})();
