// CommonMark -> a document of the editor. What the editor could not give back raises Unfit, and the field stays as it is.
import { MarkdownIt, MarkdownParser } from "../vendor/prosemirror.js";
import { schema } from "./schema.js";
import { writing } from "./writing.js";

export class Unfit extends Error {}

const WHY = {
  html_block: say("Text obsahuje značky HTML nebo komentář"),
  html_inline: say("Text obsahuje značky HTML nebo komentář"),
  image: say("Text obsahuje obrázek"),
};
const NOTE = /(?<!\\)(?:\\\\)*\[\^/;
const ODD_SPACE_AT_EDGE = /^[^\S\n]*[^\S\n \t]|[^\S\n \t][^\S\n]*$/m; // markdown-it would leave it out
const MONTHS = "ledna|února|března|dubna|května|června|července|srpna|září|října|listopadu|prosince";
// the same rule as in assembler/convert/commonmark.py: a date at the start of a line is no list
const DATE = new RegExp(`^([ \\t>*+-]*\\d{1,2}\\.) (?=(?:1[0-2]|0?[1-9])\\.(?:(?!\\d)|(?=\\d{4}))|(?:${MONTHS})(?![\\p{L}\\p{N}_]))`, "gmu");

const markdown = new MarkdownIt("commonmark", { html: true }).enable(["table", "strikethrough"]);
markdown.validateLink = () => true; // an address is kept as it was written; nothing here ever follows it
markdown.normalizeLink = (address) => address;
markdown.normalizeLinkText = (text) => text;
markdown.core.ruler.push("references", ({ tokens }) => tokens.forEach(referencesIn));
markdown.core.ruler.before("text_join", "addresses", ({ tokens }) => tokens.forEach(addressesIn)); // „www\\.“ is still apart

// A link without words is a reference to a part of the plan.
function referencesIn(token) {
  if (!token.children) return;
  token.children = token.children.flatMap((each, index, all) => {
    if (each.type === "link_open" && all[index + 1].type === "link_close") return [Object.assign(copy(each), { type: "reference", nesting: 0 })];
    return each.type === "link_close" && all[index - 1].type === "link_open" ? [] : [each];
  });
}

// Addresses that stand in the text by themselves: pandoc makes links of them.
const ADDRESS = /(?<![\p{L}\p{N}_.+/:@-])((?:https?:\/\/|www\.)[\p{L}\p{N}./_~%?=&#+-]*[\p{L}\p{N}/]|[A-Za-z0-9][A-Za-z0-9._+-]*@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*\.[A-Za-z]+)(?=$|\s|[.,;!?)“”"']+(?:\s|$))/gu;
const SUSPECT = /https?:\/\/|ftp:\/\/|www\.|mailto:|\S@\S/i;

function addressesIn(token) {
  if (!token.children) return;
  let inside = 0;
  token.children = token.children.flatMap((each) => {
    inside += each.type === "link_open" ? 1 : each.type === "link_close" ? -1 : 0;
    return each.type === "text" && !inside && SUSPECT.test(each.content) ? linked(each) : [each];
  });
}

function linked(token) {
  const made = [];
  let end = 0;
  const plain = (text) => {
    if (SUSPECT.test(text)) throw new Unfit(say("Text obsahuje neobvykle zapsanou adresu"));
    if (text) made.push(Object.assign(copy(token), { content: text }));
  };
  for (const match of token.content.matchAll(ADDRESS)) {
    plain(token.content.slice(end, match.index));
    made.push(link(token, 1, href(match[0])), Object.assign(copy(token), { content: match[0] }), link(token, -1));
    end = match.index + match[0].length;
  }
  plain(token.content.slice(end));
  return made;
}

export function href(address) {
  if (/^[a-z]+:\/\//i.test(address)) return address;
  return /^www\./i.test(address) ? `http://${address}` : `mailto:${address}`;
}

const copy = (token) => Object.assign(Object.create(Object.getPrototypeOf(token)), token);
const link = (token, nesting, address) =>
  Object.assign(copy(token), { type: nesting > 0 ? "link_open" : "link_close", tag: "a", nesting, content: "", attrs: address ? [["href", address]] : [] });

const aligned = (token) => ({ align: /left|center|right/.exec(token.attrGet("style") ?? "")?.[0] ?? null });
const parser = new MarkdownParser(schema, markdown, {
  paragraph: { block: "paragraph" },
  blockquote: { block: "blockquote" },
  list_item: { block: "list_item" },
  bullet_list: { block: "bullet_list" },
  ordered_list: { block: "ordered_list", getAttrs: (token) => ({ order: Number(token.attrGet("start") ?? 1), delimiter: token.markup }) },
  heading: { block: "heading", getAttrs: (token) => ({ level: Number(token.tag.slice(1)) }) },
  code_block: { block: "code_block", noCloseToken: true },
  fence: { block: "code_block", noCloseToken: true },
  hr: { node: "horizontal_rule" },
  table: { block: "table" },
  thead: { ignore: true },
  tbody: { ignore: true },
  tr: { block: "table_row" },
  th: { block: "table_header", getAttrs: aligned },
  td: { block: "table_cell", getAttrs: aligned },
  hardbreak: { node: "hard_break" },
  reference: { node: "reference", getAttrs: (token) => ({ href: token.attrGet("href") }) },
  em: { mark: "em" },
  strong: { mark: "strong" },
  s: { mark: "strike" },
  code_inline: { mark: "code", noCloseToken: true },
  link: { mark: "link", getAttrs: (token) => ({ href: token.attrGet("href"), title: token.attrGet("title") || null }) },
});

function parsed(text) {
  const environment = {};
  const tokens = markdown.parse(text, environment).flatMap((each) => [each, ...(each.children ?? [])]);
  for (const token of tokens) {
    if (WHY[token.type]) throw new Unfit(WHY[token.type]);
    if (token.type === "fence" && token.info.trim()) throw new Unfit(say("Text obsahuje ukázku programu"));
    if (token.type === "table_open") even(text.split("\n").slice(...token.map));
  }
  if (Object.keys(environment.references ?? {}).length) throw new Unfit(say("Text má adresy odkazů vypsané zvlášť"));
  const found = parser.parse(text);
  const said = tokens.filter((each) => SAYS.has(each.type)).map((each) => each.content);
  if (letters(said.join("")) !== letters(found.textBetween(0, found.content.size, "", () => ""))) throw new Unfit(say("Text obsahuje neobvyklé formátování"));
  return found;
}

const SAYS = new Set(["text", "text_special", "code_inline", "code_block", "fence"]);
const letters = (text) => text.replace(/\s+/g, "");

// A row longer than the head of its table would lose its last cells.
function even(lines) {
  const columns = lines.map((line) => line.replace(/^(?:[\s>]|[-*+]\s|\d+[.)]\s)*\|?/, "").replace(/\|\s*$/, "").split(/(?<!\\)\|/).length);
  if (columns.some((count) => count !== columns[0])) throw new Unfit(say("Řádky tabulky v textu nejsou stejně dlouhé"));
}

// The document of a text; raises Unfit where the editor would lose anything of it.
export function reading(source) {
  if (NOTE.test(source)) throw new Unfit(say("Text obsahuje poznámku pod čarou"));
  if (ODD_SPACE_AT_EDGE.test(source)) throw new Unfit(say("Text má na kraji řádku zvláštní mezeru"));
  const text = source.replace(DATE, "$1\u00a0");
  let found;
  try {
    found = parsed(text);
    found.check();
    const again = parsed(writing(found));
    if (!again.eq(found) && writing(again) !== writing(found)) throw new Unfit(say("Text obsahuje neobvyklé formátování"));
  } catch (wrong) {
    if (wrong instanceof Unfit) throw wrong;
    throw new Unfit(say("Text obsahuje formátování, které editor nezná"));
  }
  return found;
}
