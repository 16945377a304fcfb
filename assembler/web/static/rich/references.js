// What references in texts can lead to: the page says it once, for all of its fields.
const given = document.getElementById("cile-odkazu")?.dataset.targets;

export const TARGETS = new Map(JSON.parse(given ?? "[]")); // identifier -> „tabulka: Obyvatelé podle věku“
export const REFERENCE = /\[\]\((#[\p{L}\p{N}_.-]+)\)/u; // as it is written by hand

const identifier = (href) => (/^#./.test(href) ? href.slice(1) : "");

// Whether a reference leads nowhere, as far as this page can know.
export const lost = (href) => given !== undefined && identifier(href) !== "" && !TARGETS.has(identifier(href));

export function called(href) {
  const name = identifier(href) || href;
  return lost(href) ? say("{name}: v plánu není", { name }) : (TARGETS.get(name) ?? say("odkaz: {name}", { name }));
}
