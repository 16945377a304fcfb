// A form that is kept nowhere but on the page: before it is left, the browser asks whether what was typed may be lost.
"use strict";

const typed = new Set(document.querySelectorAll('form[data-unsaved="refused"]'));

document.addEventListener("input", (event) => {
  const form = event.target.closest("form[data-unsaved]");
  if (form) typed.add(form);
});
document.addEventListener("submit", (event) => typed.delete(event.target));
window.addEventListener("beforeunload", (event) => {
  if (typed.size) event.preventDefault();
});
