// What the scripts say, in the language of the page: the Czech sentence is the key of english.js, which pages in English
// load before this.
"use strict";

// say("Soubor je větší než {most} MB.", { most: 10 })
function say(sentence, values = {}) {
  return (window.english?.[sentence] ?? sentence).replace(/\{(\w+)\}/g, (place, name) => values[name] ?? place);
}
