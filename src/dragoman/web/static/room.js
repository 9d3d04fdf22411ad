"use strict";

// The room works without this file. It ties the text of a report to its margin, and lets keys walk through the facts.

(() => {
  const report = document.querySelector("article.report");
  if (!report) return;
  const facts = [...report.querySelectorAll(".fact")];
  const pieces = new Map(); // the pieces of the text that each fact covers
  for (const piece of report.querySelectorAll(".body [data-f]")) {
    for (const number of piece.dataset.f.split(" ")) {
      if (!pieces.has(number)) pieces.set(number, []);
      pieces.get(number).push(piece);
    }
  }
  const byNumber = new Map(facts.map((fact) => [fact.dataset.f, fact]));
  let lit = [];

  const light = (numbers) => {
    for (const element of lit) element.classList.remove("lit");
    lit = [];
    for (const number of numbers) {
      const found = [...(pieces.get(number) || []), byNumber.get(number)].filter(Boolean);
      for (const element of found) element.classList.add("lit");
      lit.push(...found);
    }
  };

  const visible = () => facts.filter((fact) => fact.offsetParent !== null);

  const kinds = { statement: "show-s", event: "show-e", position: "show-p" };
  const isShown = (number) => {
    const fact = byNumber.get(number);
    return Object.entries(kinds).some(([kind, id]) => fact?.classList.contains(kind) && report.querySelector(`#${id}`).checked);
  };

  for (const fact of facts) {
    fact.addEventListener("mouseenter", () => light([fact.dataset.f]));
    fact.addEventListener("mouseleave", () => light([]));
    fact.addEventListener("focusin", () => light([fact.dataset.f]));
  }
  report.addEventListener("mouseover", (event) => {
    const piece = event.target.closest?.(".body [data-f]");
    if (piece) light(piece.dataset.f.split(" ").filter(isShown));
  });
  report.querySelector(".text").addEventListener("mouseleave", () => light([]));
  report.addEventListener("click", (event) => {
    const piece = event.target.closest?.(".body [data-f]");
    if (!piece || String(getSelection())) return;
    const number = piece.dataset.f.split(" ").filter(isShown).at(-1);
    byNumber.get(number)?.focus({ preventScroll: false });
  });

  const step = (by) => {
    const shown = visible();
    if (!shown.length) return;
    const here = shown.indexOf(document.activeElement?.closest?.(".fact"));
    const next = shown[here < 0 ? (by > 0 ? 0 : shown.length - 1) : Math.min(Math.max(here + by, 0), shown.length - 1)];
    next.focus();
    pieces.get(next.dataset.f)?.[0].scrollIntoView({ block: "center" });
  };
  document.addEventListener("keydown", (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey || event.target.closest("input, select, textarea")) return;
    if (event.key === "j") step(1);
    else if (event.key === "k") step(-1);
    else if (event.key === "o") document.activeElement?.closest?.(".fact")?.querySelector(".permalink")?.click();
    else return;
    event.preventDefault();
  });

  const form = report.querySelector(".shown");
  form.addEventListener("change", () => {
    const shown = new URLSearchParams(new FormData(form));
    const all = form.querySelectorAll("input:not(:checked)").length === 0;
    history.replaceState(null, "", location.pathname + (all || !String(shown) ? "" : `?${shown}`) + location.hash);
  });
  form.querySelector("button").hidden = true; // the address follows by itself
})();
