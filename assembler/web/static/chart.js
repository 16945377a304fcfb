// The preview of a chart follows what is typed, after a pause.
"use strict";

const chartForm = document.getElementById("cast");
const drawnChart = document.getElementById("nahled-grafu");
const REST = 500; // milliseconds without a change
let drawnFrom = textsOf(chartForm);
let waiting = 0;

function textsOf(form) {
  return new URLSearchParams([...new FormData(form)].filter(([, value]) => typeof value === "string")).toString();
}

function redraw() {
  const texts = textsOf(chartForm);
  if (texts === drawnFrom) return;
  drawnFrom = texts;
  drawnChart.dispatchEvent(new Event("prekreslit"));
}

function soon() {
  clearTimeout(waiting);
  waiting = setTimeout(redraw, REST);
}

if (window.htmx && !chartForm.querySelector("fieldset.whole").disabled) {
  for (const kind of ["input", "change", "paste", "click"]) chartForm.addEventListener(kind, soon);
  document.querySelector(".chart-preview button").hidden = true; // it is drawn by itself
}
