// What makes the page more pleasant; it works without all of this.
"use strict";

const NDJSON = "application/x-ndjson";
const form = document.getElementById("zakazka");
const progress = document.getElementById("prubeh");
const failure = document.getElementById("preruseno");
const outcome = document.getElementById("vysledek-obal");

// ---------------------------------------------------------------- assembling with progress

function tell(step) {
  const items = [...progress.querySelectorAll("[data-step]")];
  const now = items.findIndex((item) => item.dataset.step === step);
  items.forEach((item, index) => {
    item.classList.toggle("done", index < now);
    item.classList.toggle("now", index === now);
  });
  document.getElementById("prubeh-podil").value = Math.max(now, 0);
  if (now >= 0) document.getElementById("prubeh-veta").textContent = `${items[now].textContent.trim()}…`;
}

function busy(on) {
  for (const button of form.querySelectorAll("button")) button.disabled = on;
  progress.hidden = !on;
  outcome.hidden = on;
}

function broken(sentence) {
  busy(false);
  failure.hidden = false;
  document.getElementById("preruseno-veta").textContent = sentence;
  failure.scrollIntoView({ block: "nearest" });
}

async function* lines(body) {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  let waiting = "";
  for (;;) {
    const { value, done } = await reader.read();
    if (done) return;
    const parts = (waiting + value).split("\n");
    waiting = parts.pop();
    for (const part of parts) yield JSON.parse(part);
  }
}

async function assemble(data) {
  const answer = await fetch(form.action, { method: "POST", body: data, headers: { Accept: NDJSON } });
  if (!answer.headers.get("Content-Type")?.startsWith(NDJSON)) {
    const problem = await answer.json();
    return broken(`${problem.title}. ${problem.detail}`);
  }
  for await (const line of lines(answer.body)) {
    if (line.step) tell(line.step);
    if (line.location) return show(line.location);
  }
  return broken(say("Spojení se službou se přerušilo."));
}

function show(location) {
  const place = new URL(location, window.location.href);
  const here = place.pathname === window.location.pathname;
  window.location.assign(place);
  if (here) window.location.reload();
}

function submitted(event) {
  if (event.submitter?.hasAttribute("data-plain")) return;
  event.preventDefault();
  const data = new FormData(form);
  failure.hidden = true;
  busy(true);
  tell("validate");
  document.getElementById("prubeh-nadpis").focus();
  assemble(data).catch(() => broken(say("Služba neodpovídá. Běží ještě?")));
}

form.addEventListener("submit", submitted);
window.addEventListener("pageshow", (event) => event.persisted && busy(false));
