// Looks again how far the document is; without this there is a button for it.
"use strict";

const WAIT = 1500; // milliseconds
const MOST = 30_000;

async function look(wait) {
  const shown = document.getElementById("uloha");
  if (shown.dataset.open !== "ano") return;
  const answer = await fetch(window.location.href, { headers: { Accept: "text/html" } }).catch(() => null);
  if (!answer?.ok) return later(Math.min(wait * 2, MOST));
  const read = new DOMParser().parseFromString(await answer.text(), "text/html");
  const found = read.getElementById("uloha");
  if (!found) return window.location.reload(); // to be signed in again
  if (found.textContent !== shown.textContent) {
    const within = shown.contains(document.activeElement);
    const nowhere = document.activeElement === document.body;
    shown.replaceWith(document.adoptNode(found));
    document.title = read.title;
    const outcome = found.querySelector(".outcome");
    if (outcome && (within || nowhere)) outcome.focus(); // it is told, and what one downloads is next by keyboard
    else if (within) document.getElementById("obsah").focus();
  }
  later(WAIT);
}

function later(wait) {
  setTimeout(look, wait, wait);
}

later(WAIT);
