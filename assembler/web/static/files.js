// Choosing a file, in the page's own words: the browser's are in the browser's language; and choosing a way by filling
// in what belongs to it. Works without this, too.
"use strict";

function draw(picker) {
  picker.classList.add("drawn");
  for (const words of picker.querySelectorAll("[hidden]")) words.hidden = false;
}

function chosen(picker, input) {
  const file = input.files[0];
  picker.querySelector(".file-chosen").textContent = file ? file.name : say("Žádný soubor není vybrán");
  if (!file) return;
  const choice = document.getElementById(input.dataset.choice);
  if (choice) choice.checked = true;
  const most = Number(input.dataset.most);
  const tooBig = file.size > most * 1_000_000;
  input.setCustomValidity(tooBig ? say("Soubor je větší než {most} MB.", { most }) : "");
  if (tooBig) input.reportValidity();
}

for (const picker of document.querySelectorAll(".file-picker")) {
  const input = picker.querySelector("input");
  input.addEventListener("change", () => chosen(picker, input));
  draw(picker);
}

// ---------------------------------------------------------------- one of several ways

const radioOf = (option) => option.querySelector('input[type="radio"]');

function chooseWay(event) {
  const radio = event.target.type !== "radio" && radioOf(event.currentTarget);
  if (radio && event.target.value) radio.checked = true;
}

// What was filled in for another way stays in the form, but is not sent.
function onlyChosen(event) {
  for (const option of event.target.querySelectorAll(".option")) {
    if (!radioOf(option) || radioOf(option).checked) continue;
    for (const field of option.querySelectorAll(".inset [name]")) event.formData.delete(field.name);
  }
}

for (const form of document.querySelectorAll("form[data-one-way]")) {
  for (const option of form.querySelectorAll(".option")) option.addEventListener("input", chooseWay);
  form.addEventListener("formdata", onlyChosen);
}
