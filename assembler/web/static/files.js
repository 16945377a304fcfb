// Choosing a file, in the page's own words: the browser's are in the browser's language. Works without this, too.
"use strict";

function draw(picker) {
  picker.classList.add("drawn");
  for (const words of picker.querySelectorAll("[hidden]")) words.hidden = false;
}

function chosen(picker, input) {
  const file = input.files[0];
  picker.querySelector(".file-chosen").textContent = file ? file.name : "Žádný soubor není vybrán";
  if (!file) return;
  const choice = document.getElementById(input.dataset.choice);
  if (choice) choice.checked = true;
  const most = Number(input.dataset.most);
  const tooBig = file.size > most * 1_000_000;
  input.setCustomValidity(tooBig ? `Soubor je větší než ${most} MB.` : "");
  if (tooBig) input.reportValidity();
}

for (const picker of document.querySelectorAll(".file-picker")) {
  const input = picker.querySelector("input");
  input.addEventListener("change", () => chosen(picker, input));
  draw(picker);
}
