// What makes the forms of plans more pleasant; they work without all of this.
"use strict";

const form = document.getElementById("cast");
const PAUSE = 400; // milliseconds of rest after which what was typed is kept in this browser
const KEPT_DAYS = 7;
const OWN = new Set(["csrf_token", "vychozi"]);

for (const each of document.querySelectorAll("[data-needs-script]")) {
  each.hidden = each.hasAttribute("data-hx-post") && !window.htmx; // what the set-up brings may be missing
}

// ---------------------------------------------------------------- what has changed

function values() {
  const found = new Map();
  for (const [name, value] of new FormData(form)) {
    if (OWN.has(name) || value instanceof File) continue;
    found.set(name, [...(found.get(name) ?? []), value]);
  }
  return found;
}

function changed(before) {
  const now = values();
  return [...now].filter(([name, texts]) => JSON.stringify(texts) !== JSON.stringify(before.get(name) ?? []));
}

const shown = values();
let dirty = form.hasAttribute("data-typed");

function mark() {
  dirty = true;
  tell(say("Neuložené změny"));
}

function tell(words) {
  const place = document.getElementById("stav");
  if (!place) return;
  place.textContent = words;
  place.classList.toggle("changed", dirty);
}

window.addEventListener("beforeunload", (event) => {
  keepAtOnce(); // who leaves right after the last key loses nothing, either
  if (dirty) event.preventDefault();
});
window.addEventListener("pagehide", keepAtOnce);
document.addEventListener("visibilitychange", () => document.visibilityState === "hidden" && keepAtOnce());

// ---------------------------------------------------------------- kept in this browser until it is saved

const draft = `rozepsane:${form.dataset.person}:${form.dataset.plan}:${new URL(form.action).pathname}`;
let pause = 0;

const SENT = "odeslane"; // the draft of the form that this window has sent, until the service says that it is saved
forgetSaved();
const before = JSON.parse(localStorage.getItem(draft) ?? "null");
const touchedBefore = new Set(JSON.parse(form.dataset.touched ?? "[]")); // the fields of a draft that the server brought back
const earlier = dirty ? [...(before?.texts ?? []), ...[...shown].filter(([name]) => touchedBefore.has(name))] : []; // of a form that came back

function keep() {
  const texts = [...new Map([...earlier, ...changed(shown)])];
  const last = JSON.parse(localStorage.getItem(draft) ?? "null");
  const on = last?.on ?? Number(form.dataset.restored ?? 0); // when the server kept what this copy goes on from
  if (!texts.length) localStorage.removeItem(draft);
  else if (JSON.stringify(texts) !== JSON.stringify(last?.texts)) remember(draft, JSON.stringify({ at: Date.now(), texts, on }));
  form.dispatchEvent(new Event("kept")); // drafts.js keeps it on the server, too
}

// Of this browser's copy and what the server keeps, the later one is offered; a copy that the server had whole, and has
// no longer, was saved or thrown away elsewhere.
function outdated(kept) {
  const box = document.getElementById("uchovane");
  if (!box) return Boolean(kept.whole);
  const at = Number(box.dataset.at);
  const later = kept.on === at ? !kept.whole : kept.at > at;
  box.hidden = later;
  return !later;
}

function keepAtOnce() {
  clearTimeout(pause);
  if (dirty) keep();
}

// A form that was accepted leaves no draft, however the service writes what was typed: „7 400“ comes back as 7400.
function forgetSaved() {
  const sent = JSON.parse(sessionStorage.getItem(SENT) ?? "null");
  if (!sent || form.dataset.saved !== sent.address) return;
  localStorage.removeItem(sent.draft);
  sessionStorage.removeItem(SENT);
}

function remember(key, text) {
  try {
    localStorage.setItem(key, text);
  } catch {
    // the browser has no room, or was told to keep nothing: what is on the page stays there
  }
}

function forgetOld() {
  for (const key of Object.keys(localStorage)) {
    if (!key.startsWith("rozepsane:")) continue;
    const { at } = JSON.parse(localStorage.getItem(key));
    if (Date.now() - at > KEPT_DAYS * 86_400_000) localStorage.removeItem(key);
  }
}

function fields(name) {
  return [...form.elements].filter((each) => each.name === name && each.type !== "file");
}

function fill(name, texts) {
  addRowsFor(name);
  const found = fields(name);
  const ticked = found.some((each) => each.type === "checkbox" || each.type === "radio");
  found.forEach((each, index) => {
    if (each.type === "checkbox" || each.type === "radio") each.checked = texts.includes(each.value);
    else if (!ticked) each.value = texts[index] ?? "";
  });
}

function labelOf(name) {
  const field = fields(name).find((each) => each.type !== "hidden");
  const label = field?.labels?.[0]?.firstChild?.textContent ?? field?.getAttribute("aria-label");
  return (label ?? field?.closest("fieldset")?.querySelector("legend")?.textContent ?? "").trim();
}

function offer() {
  forgetOld();
  const kept = JSON.parse(localStorage.getItem(draft) ?? "null");
  const texts = (kept?.texts ?? []).filter(([name, each]) => JSON.stringify(each) !== JSON.stringify(shown.get(name)));
  if (dirty) return;
  if (!texts.length || outdated(kept)) {
    localStorage.removeItem(draft);
    return;
  }
  const box = document.getElementById("rozepsane");
  const labels = [...new Set(texts.map(([name]) => labelOf(name)).filter(Boolean))];
  document.getElementById("rozepsane-pole").textContent = labels.slice(0, 5).join(", ") || say("tabulka");
  box.hidden = false;
  document.getElementById("rozepsane-vratit").addEventListener("click", () => {
    for (const [name, each] of texts) fill(name, each);
    box.hidden = true;
    mark();
  });
  document.getElementById("rozepsane-zahodit").addEventListener("click", () => {
    localStorage.removeItem(draft);
    document.querySelector("#uchovane form")?.requestSubmit();
    box.hidden = true;
  });
}

// ---------------------------------------------------------------- where one was

const place = `misto:${window.location.pathname}`;

function leave() {
  dirty = false;
  sessionStorage.setItem(SENT, JSON.stringify({ draft, address: form.getAttribute("action") }));
  sessionStorage.setItem(place, JSON.stringify({ at: window.scrollY, id: document.activeElement?.id ?? "" }));
}

function comeBack() {
  const kept = JSON.parse(sessionStorage.getItem(place) ?? "null");
  sessionStorage.removeItem(place);
  const flashed = document.querySelector("main [role=status] p");
  if (!kept || !flashed || !document.getElementById("stav") || window.location.hash || form.hasAttribute("data-typed")) return;
  tell(flashed.textContent);
  document.getElementById(kept.id)?.focus({ preventScroll: true });
  window.scrollTo(0, kept.at);
}

function touched() {
  mark();
  clearTimeout(pause);
  pause = setTimeout(keep, PAUSE);
}

form.addEventListener("input", touched);
form.addEventListener("change", touched);
form.addEventListener("submit", () => {
  keepAtOnce();
  leave();
});
document.addEventListener("keydown", (event) => {
  if (!(event.ctrlKey || event.metaKey) || event.key !== "s") return;
  event.preventDefault();
  form.requestSubmit();
});
offer();
comeBack();
document.getElementById("vraceni")?.focus(); // so that screen readers tell it, too
