// A document of the editor -> CommonMark, such that our reader (pandoc, assembler/convert) finds the same document in it.
import { inlines } from "./words.js";

// A list's number before these would be a day for the reader: „5. března“.
const MONTH = /^(?:(?:1[0-2]|0?[1-9])\.|(?:ledna|února|března|dubna|května|června|července|srpna|září|října|listopadu|prosince)(?![\p{L}\p{N}_]))/u;

export function writing(doc) {
  return blocks(doc).join("\n");
}

// Lines of the blocks, an empty one between each two; empty paragraphs are nothing that a text could say.
function blocks(parent) {
  const lines = [];
  let before = null;
  let other = false; // two lists side by side stay two by their marks
  for (const node of children(parent).filter((each) => !empty(each))) {
    other = before?.type === node.type && before.attrs.delimiter === node.attrs.delimiter && !other;
    if (before) lines.push("");
    lines.push(...WAYS[node.type.name](node, other));
    before = node;
  }
  return lines;
}

const empty = (node) => node.type.name === "paragraph" && !inlines(node).length;

function children(node) {
  const found = [];
  node.forEach((each) => found.push(each));
  return found;
}

function list(node, markOf) {
  const tight = children(node).every((item) => !empty(item.firstChild) && children(item).slice(1).every(empty));
  return children(node).flatMap((item, index) => {
    const written = itemLines(item, markOf(index));
    return index && !tight ? ["", ...written] : written;
  });
}

function itemLines(item, mark) {
  const [first = "", ...rest] = blocks(item);
  const indented = (line) => line && " ".repeat(mark.length) + line;
  if (!mark.endsWith(". ") || !MONTH.test(first)) return [`${mark}${first}`.trimEnd(), ...rest.map(indented)];
  if (empty(item.firstChild)) return [mark.trimEnd(), ...[first, ...rest].map(indented)]; // a list right in the item
  return [`${mark}&#${first.codePointAt(0)};${first.slice(1)}`, ...rest.map(indented)];
}

function table(node) {
  const rows = children(node).map((row) => children(row).map((cell) => inlines(cell, true).join(" ")));
  const rule = children(node.firstChild).map(({ attrs }) => RULES[attrs.align ?? "none"]);
  const [head, ...rest] = rows.map((cells) => `| ${cells.join(" | ")} |`);
  return [head, `| ${rule.join(" | ")} |`, ...rest];
}

const RULES = { none: "---", left: ":---", center: ":---:", right: "---:" };

function code({ textContent }) {
  const longest = Math.max(2, ...[...textContent.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = "`".repeat(longest + 1);
  return [fence, ...textContent.split("\n"), fence];
}

function numbered({ attrs }, other) {
  const delimiter = other ? { ".": ")", ")": "." }[attrs.delimiter] : attrs.delimiter;
  return (index) => `${attrs.order + index}${delimiter} `;
}

const WAYS = {
  paragraph: (node) => inlines(node),
  heading: (node) => [`${"#".repeat(node.attrs.level)} ${inlines(node).join(" ").replace(/(?<!\\)#+$/, (run) => run.replaceAll("#", "\\#"))}`.trimEnd()],
  blockquote: (node) => (blocks(node).length ? blocks(node) : [""]).map((line) => (line ? `> ${line}` : ">")),
  bullet_list: (node, other) => list(node, () => (other ? "* " : "- ")),
  ordered_list: (node, other) => list(node, numbered(node, other)),
  code_block: code,
  horizontal_rule: () => ["___"], // in a list, too, where --- or * * * would be one with its mark
  table,
};
