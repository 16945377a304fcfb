// What is typed is kept on the server, too, after a rest, so that it can be finished at any computer. The browser's own
// copy (editing.js) stays: it is all there is while the server cannot be reached, or the session is over.
"use strict";

(() => {
  const line = document.getElementById("rozepsano");
  if (!line) return;
  const REST = 3_000; // milliseconds after the last key
  const AGAIN = 30_000; // after an attempt that the server did not answer
  const LONGEST_LAST = 60_000; // bytes that browsers still send while a page is going away
  const LOST = say("Přihlášení vypršelo. Co jste napsali, zůstává v tomto prohlížeči: přihlaste se v novém okně, pak tuto stránku načtěte znovu a text vraťte.");
  const AWAY = say("Server teď neodpovídá. Co píšete, zůstává zatím jen v tomto prohlížeči.");
  let rest = 0;
  let request = null;
  let sent = form.hasAttribute("data-typed") && !form.dataset.restored ? "" : written(typed()); // what the server knows

  function report(words, trouble = false) {
    if (trouble) line.setAttribute("role", "status"); // read aloud, as what is well and comes again and again is not
    else line.removeAttribute("role");
    line.textContent = words;
    line.classList.toggle("changed", trouble);
  }

  function typed() {
    const found = new FormData(form);
    for (const [name, value] of [...found]) if (value instanceof File) found.delete(name);
    return found;
  }

  function written(body) {
    return new URLSearchParams(body).toString();
  }

  function copy() {
    return JSON.parse(localStorage.getItem(draft) ?? "null");
  }

  // The copy of this browser says no more than the server, until something else is typed.
  function agree(since, at) {
    const kept = copy();
    if (kept && kept.at === since) remember(draft, JSON.stringify({ ...kept, on: at, whole: true }));
    else if (kept) remember(draft, JSON.stringify({ ...kept, on: at }));
  }

  function accepted(since, { at, clock }) {
    agree(since, at);
    report(at ? say("Rozepsáno, uchováno v {clock}", { clock }) : "");
  }

  async function refused(answer) {
    if (answer.status === 401 || answer.status === 400) return report(LOST, true);
    if (answer.status >= 500) return unreached();
    const { detail } = await answer.json();
    report(say("{detail} Co jste napsali, zůstává v tomto prohlížeči.", { detail }), true);
  }

  function unreached() {
    report(AWAY, true);
    rest = setTimeout(send, AGAIN);
  }

  async function send({ leaving = false } = {}) {
    const body = typed();
    const text = written(body);
    if (leaving && text.length > LONGEST_LAST) return; // after its rest, if the page stays
    clearTimeout(rest);
    rest = 0;
    if (text === sent) return;
    request?.abort();
    const mine = (request = new AbortController());
    const since = copy()?.at;
    try {
      const headers = { Accept: "application/json" };
      const answer = await fetch(line.dataset.address, { method: "POST", body, headers, keepalive: leaving, signal: mine.signal });
      if (answer.ok) {
        sent = text;
        accepted(since, await answer.json());
      } else await refused(answer);
    } catch {
      if (!mine.signal.aborted) unreached();
    }
  }

  function wait() {
    clearTimeout(rest);
    rest = setTimeout(send, REST);
  }

  form.addEventListener("kept", () => {
    if (document.visibilityState === "hidden") send({ leaving: true });
    else wait();
  });
  form.addEventListener("submit", () => {
    clearTimeout(rest);
    rest = 0;
    request?.abort();
  });
  window.addEventListener("online", () => rest && send());
})();
