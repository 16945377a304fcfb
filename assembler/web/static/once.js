// A form is sent once: a second press of its button is ignored until the page is shown again.
"use strict";

const buttonsOf = (form) => form.querySelectorAll('button[type="submit"]');

function sendOnce(event) {
  const form = event.target;
  if (form.method !== "post") return;
  if (form.dataset.sent) return event.preventDefault();
  form.dataset.sent = "yes";
  // not at once: a disabled button would not say which one it was
  setTimeout(() => buttonsOf(form).forEach((button) => (button.disabled = true)));
}

function allowAgain() {
  for (const form of document.querySelectorAll("form[data-sent]")) {
    delete form.dataset.sent;
    buttonsOf(form).forEach((button) => (button.disabled = false));
  }
}

document.addEventListener("submit", sendOnce);
window.addEventListener("pageshow", allowAgain);
