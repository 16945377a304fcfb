// The words of a paragraph as CommonMark: what is typed stays text, formats hold wherever their words stand.

const DELIMITERS = { strong: () => "**", em: (bold) => (bold ? "_" : "*"), strike: () => "~~" };
const ORDER = ["link", "strong", "em", "strike", "code"];
const SPACE = /\s/u;
const PUNCTUATION = /[\p{P}\p{S}]/u;
const SURE = /[\p{P}$+<=>^`|~]/u; // what every reader takes for punctuation; of other symbols they differ

// The lines of a paragraph, a heading or a cell, with nothing but spaces none.
export function inlines(node, inTable = false) {
  const events = trimmed(outside(marked(pieces(node))));
  const bold = events.some((each) => each.open?.type.name === "strong");
  const whole = joined(flanked(events.map((each) => sourced(each, bold, inTable))));
  return whole ? whole.split("\n").map(lineStart) : [];
}

// Stretches of one look: {text, marks}; a line break and a reference are stretches of their own.
function pieces(parent) {
  const found = [];
  parent.forEach((node) => {
    const marks = ORDER.flatMap((name) => node.marks.filter((mark) => mark.type.name === name));
    if (node.isText) found.push({ text: node.text.replace(/[\t\n\r]+/g, " "), marks });
    else found.push(node.type.name === "hard_break" ? { text: "\n", marks } : { raw: `[](${destination(node.attrs.href)})`, marks });
  });
  return found;
}

// An address that is its own words, as it is usually written: <https://…>.
function bare(stretch) {
  const [link, more] = stretch.marks;
  const own = link?.type.name === "link" && !more && !link.attrs.title && [stretch.text, `mailto:${stretch.text}`].includes(link.attrs.href);
  return own && /^(https?:\/\/[^\s<>\\|]+|[\w.+-]+@[\w-]+(\.[\w-]+)+)$/.test(stretch.text) ? { raw: `<${stretch.text}>`, marks: [] } : stretch;
}

// Opened and closed marks between the stretches.
function marked(stretches) {
  const events = [];
  let open = [];
  const closeTo = (count) => {
    for (const mark of open.slice(count).reverse()) events.push({ close: mark });
    open = open.slice(0, count);
  };
  for (const { marks, ...rest } of stretches.map(bare)) {
    const nested = marks.filter((mark) => mark.type.name !== "code");
    const kept = open.findIndex((mark, index) => !nested[index]?.eq(mark));
    closeTo(kept < 0 ? open.length : kept);
    for (const mark of nested.slice(open.length)) events.push({ open: mark });
    open = nested;
    events.push(marks.some((mark) => mark.type.name === "code") ? { code: rest.text } : rest);
  }
  closeTo(0);
  return events;
}

// Spaces and line breaks go outside of bold and the like: a mark beside a space would be no mark.
function outside(events) {
  let at = 0;
  while (at < events.length) {
    const [here, next] = [events[at], events[at + 1]];
    const before = here.open && /^\s+/u.exec(next?.text ?? "")?.[0];
    const behind = next?.close && /\s+$/u.exec(here.text ?? "")?.[0];
    if (here.open && next?.close) events.splice(at, 2);
    else if (before) events.splice(at, 2, { text: before }, here, ...stretch(next.text.slice(before.length)));
    else if (behind) events.splice(at, 2, ...stretch(here.text.slice(0, -behind.length)), next, { text: behind });
    else at += 3;
    at = Math.max(0, at - 2);
  }
  return events;
}

const stretch = (text) => (text ? [{ text }] : []);

// Without spaces at the ends and around line breaks, where CommonMark drops them, and without line breaks at the ends.
function trimmed(events) {
  const texts = events.filter((each) => each.text !== undefined || each.raw || each.code !== undefined);
  for (const each of texts) if (each.text) each.text = each.text.replace(/ *\n */g, "\n").replace(/ {2,}/g, " ");
  texts.forEach((each, index) => {
    if (each.text && / $/.test(each.text) && /^\n/.test(texts[index + 1]?.text ?? "")) each.text = each.text.slice(0, -1);
    if (each.text && /^ /.test(each.text) && /[ \n]$/.test(texts[index - 1]?.text ?? "")) each.text = each.text.slice(1);
  });
  strip(texts, /^[ \n]+/);
  strip([...texts].reverse(), /[ \n]+$/);
  return events.filter((each) => each.text !== "");
}

function strip(texts, spaces) {
  for (const each of texts) {
    if (each.text === undefined) return;
    each.text = each.text.replace(spaces, "");
    if (each.text) return;
  }
}

// What is written, and which marks open or close.
function sourced(event, bold, inTable) {
  if (event.raw) return { source: event.raw };
  if (event.code !== undefined) return { source: inTable ? inCode(event.code).replaceAll("|", "\\|") : inCode(event.code) };
  if (event.text !== undefined) return { text: event.text };
  const mark = event.open ?? event.close;
  if (mark.type.name !== "link") return { [event.open ? "opens" : "closes"]: true, source: DELIMITERS[mark.type.name](bold) };
  return { source: event.open ? "[" : `](${destination(mark.attrs.href)}${titled(mark.attrs.title)})` };
}

const titled = (title) => (title ? ` "${title.replace(/[\\"&<`]/g, "\\$&")}"` : "");

function destination(address) {
  const text = address.replace(/[\n\r]/g, "").replace(/[\\<>()|]|&(?=#?\w+;)/g, "\\$&");
  return /\s/.test(text) || !text ? `<${text}>` : text;
}

function inCode(text) {
  const fence = "`".repeat(Math.max(0, ...[...text.matchAll(/`+/g)].map(([run]) => run.length)) + 1);
  const room = /^`|`$|^ .* $/.test(text) ? " " : "";
  return fence + room + text.replace(/\n/g, " ") + room + fence;
}

// A mark holds only beside certain letters; the letter that would spoil it is written by its number.
function flanked(parts) {
  parts.forEach((part, at) => {
    const step = part.opens ? -1 : 1;
    if (!part.opens && !part.closes) return;
    const neighbour = parts[at + step];
    const inner = edge(parts, at - step, -step);
    if (neighbour?.text === undefined || !spoils(part, edge(parts, at + step, step), inner)) return;
    neighbour[part.opens ? "lastByNumber" : "firstByNumber"] = true;
  });
  return parts;
}

function edge(parts, at, step) {
  const part = parts[at];
  const letters = [...(part?.text ?? part?.source ?? " ")];
  return step > 0 ? letters[0] : letters.at(-1);
}

const spoils = (part, outer, inner) => !SPACE.test(outer) && !SURE.test(outer) && (part.source === "_" || PUNCTUATION.test(inner));

function joined(parts) {
  return parts.map((part) => (part.text === undefined ? part.source : escaped(part))).join("");
}

function escaped({ text, firstByNumber, lastByNumber }) {
  const letters = [...text];
  const first = firstByNumber ? byNumber(letters.shift()) : "";
  const last = lastByNumber && letters.length ? byNumber(letters.pop()) : "";
  return first + harmless(letters.join("")) + last;
}

const byNumber = (letter) => `&#${letter.codePointAt(0)};`;

function harmless(text) {
  return text
    .replace(/[\\`*[\]<|~]/g, "\\$&")
    .replace(/_/g, "\\_")
    .replace(/^\^/, "\\^") // „[^…“ would be a footnote
    .replace(/!$/, "\\!") // a link that follows would be a picture
    .replace(/&(?=#?\w)/g, "\\&")
    .replace(/(https?|ftp|mailto):/gi, "$1\\:")
    .replace(/(www)\./gi, "$1\\.")
    .replace(/@/g, "\\@")
    .replace(/\n/g, "\\\n");
}

// What would be a list, a heading, a quote or an underlined title at the start of a line.
function lineStart(line) {
  return line
    .replace(/^(\d{1,9})([.)])(?=\s|$|\\$)/, "$1\\$2")
    .replace(/^[#>+=:-]/, "\\$&")
    .replace(/^[^\S \n]/u, byNumber)
    .replace(/[^\S \n]$/u, byNumber);
}
