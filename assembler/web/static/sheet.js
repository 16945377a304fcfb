// The page of a sheet follows its form: what changes, is worked out again after a pause.
"use strict";

const sheetForm = document.getElementById("pochopeni");
const PARTS = ["cast-listu", "cast-popisu", "cast-textu", "cast-vyberu", "cast-jen", "cast-typu", "nahled"];
const SETTLED = 700; // milliseconds without a change
let resting = 0;
let asking = null;

// Where one is typing nothing is replaced, and what was typed stays.
async function workOut() {
  asking = new AbortController();
  const sent = new FormData(sheetForm);
  sent.set("rozhodnuti", "prepocitat");
  try {
    const answer = await fetch(sheetForm.action, { method: "POST", body: new URLSearchParams(sent), signal: asking.signal });
    if (!answer.ok) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    for (const id of PARTS) {
      const [old, made] = [document.getElementById(id), page.getElementById(id)];
      if (old && made) replaceKeeping(old, made);
    }
  } catch (stopped) {
    if (stopped.name !== "AbortError") throw stopped;
  }
}

function replaceKeeping(old, made) {
  const focused = old.contains(document.activeElement) ? document.activeElement : null;
  if (focused?.matches("input[type=text], textarea")) return; // somebody is in the middle of it
  const mark = focused && (focused.id ? `#${CSS.escape(focused.id)}` : `[name="${CSS.escape(focused.name)}"][value="${CSS.escape(focused.value)}"]`);
  old.replaceWith(made);
  if (mark) made.querySelector(mark)?.focus();
}

function later(event) {
  asking?.abort(); // an answer to what the form said before must not undo what was chosen since
  clearTimeout(resting);
  resting = setTimeout(workOut, event.type === "change" ? 50 : SETTLED);
}

sheetForm.addEventListener("input", later);
sheetForm.addEventListener("change", later);
document.getElementById("prepocitat").hidden = true; // it is worked out by itself
