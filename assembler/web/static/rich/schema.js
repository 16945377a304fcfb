// What a formatted text may hold: what the documents print, and nothing else.
import { Schema } from "../vendor/prosemirror.js";
import { called, lost } from "./references.js";

const LINE = "(text | reference)*"; // without line breaks: a heading, a cell

function cell(tag, role) {
  return {
    content: LINE,
    attrs: { align: { default: null }, colspan: { default: 1 }, rowspan: { default: 1 }, colwidth: { default: null } },
    tableRole: role,
    isolating: true,
    parseDOM: [{ tag }],
    // never <th>: one that is still empty would be announced as a heading without words
    toDOM: (node) => ["td", { class: `rich-${tag} rich-${node.attrs.align ?? "left"}` }, 0],
  };
}

const nodes = {
  doc: { content: "block+" },
  paragraph: { content: "(text | hard_break | reference)*", group: "block", parseDOM: [{ tag: "p" }], toDOM: () => ["p", 0] },
  heading: {
    attrs: { level: { default: 3 } },
    content: LINE,
    group: "block",
    defining: true,
    parseDOM: [1, 2, 3, 4, 5, 6].map((level) => ({ tag: `h${level}`, attrs: { level } })),
    toDOM: (node) => ["p", { class: "rich-heading", role: "heading", "aria-level": node.attrs.level }, 0],
  },
  blockquote: { content: "block+", group: "block", defining: true, parseDOM: [{ tag: "blockquote" }], toDOM: () => ["blockquote", 0] },
  bullet_list: { content: "list_item+", group: "block", parseDOM: [{ tag: "ul" }], toDOM: () => ["ul", 0] },
  ordered_list: {
    attrs: { order: { default: 1 }, delimiter: { default: "." } },
    content: "list_item+",
    group: "block",
    parseDOM: [{ tag: "ol", getAttrs: (dom) => ({ order: Math.max(0, parseInt(dom.getAttribute("start") ?? "1", 10) || 1) }) }],
    toDOM: (node) => ["ol", node.attrs.order === 1 ? {} : { start: node.attrs.order }, 0],
  },
  list_item: { content: "paragraph block*", defining: true, parseDOM: [{ tag: "li" }], toDOM: () => ["li", 0] },
  code_block: { content: "text*", marks: "", group: "block", code: true, defining: true, parseDOM: [{ tag: "pre", preserveWhitespace: "full" }], toDOM: () => ["pre", 0] },
  horizontal_rule: { group: "block", parseDOM: [{ tag: "hr" }], toDOM: () => ["hr"] },
  table: { content: "table_row+", tableRole: "table", isolating: true, group: "block", parseDOM: [{ tag: "table" }], toDOM: () => ["table", ["tbody", 0]] },
  table_row: { content: "(table_header | table_cell)+", tableRole: "row", parseDOM: [{ tag: "tr" }], toDOM: () => ["tr", 0] },
  table_header: cell("th", "header_cell"),
  table_cell: cell("td", "cell"),
  hard_break: { inline: true, selectable: false, parseDOM: [{ tag: "br" }], toDOM: () => ["br"] },
  // „[](#id)“: the document puts the number and the name of the part in its place
  reference: {
    attrs: { href: {} },
    inline: true,
    atom: true,
    parseDOM: [{ tag: "span[data-reference]", getAttrs: (dom) => ({ href: dom.dataset.reference }) }],
    toDOM: ({ attrs: { href } }) => {
      const title = lost(href) ? say("Odkaz nikam nevede. Dvojím kliknutím vyberete jiný cíl.") : say("Dvojím kliknutím vyberete jiný cíl.");
      return ["span", { class: lost(href) ? "rich-reference rich-lost" : "rich-reference", "data-reference": href, title }, called(href)];
    },
    leafText: (node) => node.attrs.href,
  },
  text: {},
};

// The order is that of nesting: a link holds bold text, bold text holds italics.
const marks = {
  link: {
    attrs: { href: {}, title: { default: null } },
    inclusive: false,
    parseDOM: [
      { tag: "a[data-href]", getAttrs: (dom) => ({ href: dom.dataset.href, title: dom.title || null }) },
      { tag: "a[href]", getAttrs: (dom) => ({ href: dom.getAttribute("href"), title: null }) },
    ],
    toDOM: ({ attrs }) => ["a", { class: "rich-link", "data-href": attrs.href, ...(attrs.title ? { title: attrs.title } : {}) }, 0],
  },
  strong: { parseDOM: [{ tag: "strong" }, { tag: "b" }], toDOM: () => ["strong", 0] },
  em: { parseDOM: [{ tag: "em" }, { tag: "i" }], toDOM: () => ["em", 0] },
  strike: { parseDOM: [{ tag: "del" }, { tag: "s" }, { tag: "strike" }], toDOM: () => ["s", 0] },
  code: { code: true, parseDOM: [{ tag: "code" }], toDOM: () => ["code", 0] },
};

export const schema = new Schema({ nodes, marks });
