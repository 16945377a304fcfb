// Copies a text by a button; without scripts it stands there to be selected.
"use strict";

const told = (field) => document.getElementById(`${field.id}-stav`);

async function copied(field) {
  try {
    await navigator.clipboard.writeText(field.value);
    return true;
  } catch {
    return selected(field); // a service without https: the browser offers no clipboard
  }
}

function selected(field) {
  const around = field.closest("details");
  if (around) around.open = true;
  field.select();
  return document.execCommand("copy");
}

async function copy(event) {
  const field = document.getElementById(event.currentTarget.dataset.copies);
  for (const each of document.querySelectorAll(".copied")) each.textContent = "";
  const done = await copied(field);
  if (done) event.target.closest("button")?.focus();
  told(field).textContent = done ? say("Zkopírováno") : say("Text je označený, zkopírujte ho klávesami Ctrl+C.");
}

for (const button of document.querySelectorAll("[data-copies]")) {
  button.hidden = false;
  button.addEventListener("click", copy);
}
