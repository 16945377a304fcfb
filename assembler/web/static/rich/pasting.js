// What is pasted from Word or from the web, reduced to what documents print.
import { href } from "./reading.js";
import { REFERENCE } from "./references.js";
import { schema } from "./schema.js";

const GONE = "script, style, meta, link, title, template, iframe, object, embed, svg, math, form, input, button, select, textarea, audio, video, canvas";
const PICTURES = "img, picture, v\\:shape, v\\:imagedata";
const NOTES = '[data-style*="mso-element:footnote"], [data-style*="mso-element:endnote"], a[href*="#_ftn"], a[href*="#_edn"]';
const ALLOWED = /^(https?:\/\/|mailto:|www\.)/i;

const LIST_MARK = /<!(?:--)?\[if !supportLists\](?:--)?>(.*?)<!(?:--)?\[endif\](?:--)?>/gs; // what Word prints before an item
const MARK_STYLE = /mso-list:\s*ignore/i; // the same, where no condition stands around it

export const NO_PICTURES = say("Obrázek se sem vložit nedá, vložte ho do části Obrázky.");
export const NO_NOTES = say("Poznámky pod čarou se nevložily, připište je do textu.");

// Cleaned HTML; `tell` is called with a sentence for what was left out.
export function cleaned(html, tell) {
  const page = new DOMParser().parseFromString(unstyled(html.replace(LIST_MARK, numbered)), "text/html");
  const removed = (selector) => [...page.body.querySelectorAll(selector)].map((each) => each.remove()).length > 0;
  removed(GONE);
  if (removed(PICTURES)) tell(NO_PICTURES);
  if (removed(NOTES)) tell(NO_NOTES);
  marks(page);
  formats(page);
  lists(page);
  tables(page);
  links(page);
  for (const each of page.body.querySelectorAll("*")) {
    for (const name of each.getAttributeNames()) if (!["data-href", "data-reference", "data-pm-slice", "start", "title"].includes(name)) each.removeAttribute(name);
  }
  return page.body.innerHTML;
}

// Styles are read as data: the rules of our pages refuse them even in a page that is never shown.
const unstyled = (html) => html.replace(/<style\b.*?<\/style>/gis, "").replace(/(<[^<>]*?\s)style(?=\s*=)/gi, "$1data-style");

const NUMBERED = /^[\s(]*(\d+|[a-z]+)[.)]/i;
const numbered = (_, mark) => (NUMBERED.test(mark.replace(/<[^>]*>|&nbsp;/g, "")) ? "<span data-numbered></span>" : "");

// The same in the clipboard of other programs: no condition stands around it, only its style says what it is.
function marks(page) {
  for (const each of page.body.querySelectorAll("[data-style]")) {
    if (!MARK_STYLE.test(each.dataset.style)) continue;
    const kept = page.createElement("span");
    kept.toggleAttribute("data-numbered", NUMBERED.test(each.textContent));
    each.replaceWith(kept);
  }
}

// Bold and italics that are only said in styles.
function formats(page) {
  for (const each of page.body.querySelectorAll("span[data-style], b[data-style], i[data-style]")) {
    const style = each.dataset.style.toLowerCase();
    if (/font-weight:\s*(normal|400)/.test(style) && each.matches("b")) each.replaceWith(...each.childNodes);
    else {
      if (/font-weight:\s*(bold|[6-9]00)/.test(style)) wrap(page, each, "strong");
      if (/font-style:\s*italic/.test(style)) wrap(page, each, "em");
    }
  }
}

function wrap(page, element, tag) {
  const made = page.createElement(tag);
  made.append(...element.childNodes);
  element.append(made);
}

// Word writes items as paragraphs with „mso-list: l0 level2“; whether they are numbered only their first letters say.
function lists(page) {
  let open = []; // lists from the outermost
  for (const each of [...page.body.querySelectorAll("p, h1, h2, h3, h4, h5, h6, table")]) {
    const level = /mso-list:[^;]*level(\d)/i.exec(each.dataset.style ?? "")?.[1];
    if (!level || open[0]?.parentNode !== each.parentNode || open[0]?.nextElementSibling !== each) open = [];
    if (!level) continue;
    while (open.length > Number(level)) open.pop();
    while (open.length < Number(level)) open.push(deeper(page, each, open.at(-1)));
    const item = page.createElement("li");
    const line = page.createElement("p");
    line.append(...each.childNodes);
    item.append(line);
    open.at(-1).append(item);
    each.remove();
  }
}

function deeper(page, paragraph, above) {
  const made = page.createElement(paragraph.querySelector("[data-numbered]") ? "ol" : "ul");
  if (above) (above.lastElementChild ?? above.appendChild(page.createElement("li"))).append(made);
  else paragraph.before(made);
  return made;
}

// A cell is one line; the first row is the head.
function tables(page) {
  for (const table of page.body.querySelectorAll("table")) {
    for (const cell of table.querySelectorAll("td, th")) {
      for (const each of [...cell.querySelectorAll("p, div, li, br, h1, h2, h3, h4, h5, h6")].reverse()) each.replaceWith(...each.childNodes, " ");
      const head = cell.closest("tr") === table.rows[0];
      const made = page.createElement(head ? "th" : "td");
      made.append(...cell.childNodes);
      cell.replaceWith(made);
    }
  }
}

function links(page) {
  for (const each of page.body.querySelectorAll("a:not([data-href])")) {
    const address = (each.getAttribute("href") ?? "").trim();
    if (!ALLOWED.test(address)) each.replaceWith(...each.childNodes);
    else each.dataset.href = href(address);
  }
}

// References that came as they are written by hand, „[](#tab-vek)“.
export function withReferences(slice) {
  return new slice.constructor(referring(slice.content), slice.openStart, slice.openEnd);
}

function referring(fragment) {
  const made = [];
  fragment.forEach((node) => {
    const verbatim = node.type.spec.code || node.marks.some((mark) => mark.type.spec.code);
    made.push(...(verbatim ? [node] : node.isText ? parted(node) : [node.copy(referring(node.content))]));
  });
  return fragment.constructor.fromArray(made);
}

function parted(node) {
  const pieces = node.text.split(REFERENCE); // texts, between each two an address
  const made = pieces.map((each, index) => (index % 2 ? schema.nodes.reference.create({ href: each }, null, node.marks) : each && schema.text(each, node.marks)));
  return made.filter((each) => each);
}
