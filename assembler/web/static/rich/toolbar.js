// The bar above the editor: buttons, arrow keys between them, and the field for the address of a link.
import { isInTable } from "../vendor/prosemirror.js";
import { Chooser, chosen } from "./chooser.js";
import { element } from "./element.js";
import { hold, release } from "./held.js";
import { DEEDS, within } from "./keys.js";
import { href } from "./reading.js";
import { TARGETS } from "./references.js";
import { schema } from "./schema.js";

const { nodes, marks } = schema;
const inList = (state) => within(state, nodes.list_item);
const isOn = (type) => (state) => {
  const { from, to, empty, $from } = state.selection;
  return empty ? Boolean(type.isInSet(state.storedMarks ?? $from.marks())) : state.doc.rangeHasMark(from, to, type);
};

// name, what it shows, its label, its keys; when it is pressed, when it is there at all
const BUTTONS = [
  { name: "strong", sign: "B", label: say("Tučně"), keys: "Ctrl+B", on: isOn(marks.strong) },
  { name: "em", sign: "I", label: say("Kurzíva"), keys: "Ctrl+I", on: isOn(marks.em) },
  { name: "strike", sign: "S", label: say("Přeškrtnout"), on: isOn(marks.strike), there: isOn(marks.strike) },
  { name: "heading", sign: say("Mezititulek"), label: say("Mezititulek"), on: (state) => within(state, nodes.heading) },
  { name: "bullet_list", sign: say("• Odrážky"), label: say("Odrážky"), keys: "Ctrl+Shift+8", on: (state) => within(state, nodes.bullet_list) },
  { name: "ordered_list", sign: say("1. Číslování"), label: say("Číslování"), keys: "Ctrl+Shift+7", on: (state) => within(state, nodes.ordered_list) },
  { name: "deeper", sign: "→", label: say("Položku odsadit"), keys: "Alt+Shift+→", there: inList },
  { name: "higher", sign: "←", label: say("Položku předsadit"), keys: "Alt+Shift+←", there: inList },
  { name: "quote", sign: say("„Citát“"), label: say("Citát"), keys: "Ctrl+Shift+9", on: (state) => within(state, nodes.blockquote) },
  { name: "link", sign: say("Odkaz"), label: say("Odkaz"), keys: "Ctrl+K", on: isOn(marks.link) },
  { name: "reference", sign: say("Odkaz v dokumentu"), label: say("Odkaz v dokumentu"), on: (state) => Boolean(chosen(state)), there: (state) => TARGETS.size > 0 && !within(state, nodes.code_block) },
  { name: "table", sign: say("Tabulka"), label: say("Vložit tabulku"), there: (state) => !isInTable(state) },
  { name: "row", sign: say("+ řádek"), label: say("Přidat řádek tabulky"), there: isInTable },
  { name: "column", sign: say("+ sloupec"), label: say("Přidat sloupec tabulky"), there: isInTable },
  { name: "less_rows", sign: say("− řádek"), label: say("Odebrat řádek tabulky"), there: isInTable },
  { name: "less_columns", sign: say("− sloupec"), label: say("Odebrat sloupec tabulky"), there: isInTable },
  { name: "no_table", sign: say("− tabulka"), label: say("Odebrat celou tabulku"), there: isInTable },
  { name: "undo", sign: "↶", label: say("Zpět"), keys: "Ctrl+Z" },
  { name: "redo", sign: "↷", label: say("Znovu"), keys: "Ctrl+Y" },
];

export class Toolbar {
  constructor(id, label) {
    this.buttons = BUTTONS.map((each) => this.button(each));
    this.dom = element("div", { class: "rich-bar", role: "toolbar", "aria-label": say("Formátování: {label}", { label }), "aria-controls": `${id}-editor` }, ...this.buttons);
    this.dom.addEventListener("keydown", (event) => this.walk(event));
    this.dom.addEventListener("mousedown", (event) => event.preventDefault()); // the selection stays
    this.address = new Address(id);
    this.chooser = new Chooser(id);
  }

  button({ name, sign, label, keys }) {
    const title = keys ? `${label} (${keys})` : label;
    const made = element("button", { type: "button", class: `rich-${name}`, title, "aria-label": title, tabindex: "-1" }, sign);
    made.addEventListener("click", () => this.press(name));
    return made;
  }

  serve(view) {
    this.view = view;
    this.address.view = view;
    this.chooser.view = view;
    this.update();
  }

  press(name) {
    if (name === "link") this.address.open();
    else if (name === "reference") this.chooser.open();
    else {
      DEEDS[name](this.view.state, this.view.dispatch, this.view);
      this.view.focus();
    }
  }

  update() {
    const { state } = this.view;
    BUTTONS.forEach(({ name, on, there }, index) => {
      const button = this.buttons[index];
      button.hidden = there ? !there(state) : false;
      if (on) button.setAttribute("aria-pressed", String(on(state)));
      button.setAttribute("aria-disabled", String(name in DEEDS && !DEEDS[name](state)));
    });
    const seen = this.seen();
    if (!seen.some((each) => each.tabIndex === 0)) this.reach(seen[0]);
  }

  seen() {
    return this.buttons.filter((each) => !each.hidden);
  }

  // One of the buttons is reached by Tab, the others by arrows.
  reach(button) {
    for (const each of this.buttons) each.tabIndex = each === button ? 0 : -1;
  }

  walk(event) {
    const seen = this.seen();
    const at = seen.indexOf(document.activeElement);
    const next = { ArrowRight: at + 1, ArrowLeft: at - 1 + seen.length, Home: 0, End: seen.length - 1 }[event.key];
    if (event.key === "Escape") this.view.focus();
    if (next === undefined) return;
    event.preventDefault();
    this.reach(seen[next % seen.length]);
    seen[next % seen.length].focus();
  }
}

// Where a link leads, under the bar; without a name, so that no form sends it.
class Address {
  constructor(id) {
    this.input = element("input", { type: "text", id: `${id}-adresa`, autocomplete: "off", inputmode: "url", "aria-describedby": `${id}-adresa-chyba` });
    this.wrong = element("p", { class: "told-error", id: `${id}-adresa-chyba`, role: "status" });
    const put = element("button", { type: "button" }, say("Použít odkaz"));
    this.dropping = element("button", { type: "button" }, say("Odebrat odkaz"));
    const shut = element("button", { type: "button" }, say("Zavřít"));
    const label = element("label", { for: `${id}-adresa` }, say("Kam odkaz vede (web nebo e-mail)"));
    this.dom = element("div", { class: "rich-address", role: "group", "aria-label": say("Odkaz"), hidden: "" }, label, this.input, put, this.dropping, shut, this.wrong);
    put.addEventListener("click", () => this.put());
    this.dropping.addEventListener("click", () => this.drop());
    shut.addEventListener("click", () => this.close());
    for (const name of ["input", "change"]) this.dom.addEventListener(name, (event) => event.stopPropagation());
    this.dom.addEventListener("keydown", (event) => this.typed(event));
  }

  open() {
    const { from, to, $from } = this.view.state.selection;
    this.range = { from, to };
    const link = marks.link.isInSet($from.marks()) || marks.link.isInSet($from.nodeAfter?.marks ?? []);
    if (link) this.range = around(this.view.state, link);
    this.dropping.hidden = !link && !this.view.state.doc.rangeHasMark(from, to, marks.link);
    this.input.value = link ? link.attrs.href.replace(/^mailto:/, "") : "";
    this.wrong.textContent = "";
    this.dom.hidden = false;
    hold(this.view, this.range);
    this.input.focus();
    return true;
  }

  typed(event) {
    if (event.key === "Escape") this.close();
    if (event.key !== "Enter" || event.target !== this.input) return;
    event.preventDefault();
    this.put();
  }

  put() {
    const address = whole(this.input.value.trim());
    if (!address) {
      this.wrong.textContent = say("Napište adresu webu (https://…) nebo e-mail.");
      this.input.focus();
      return;
    }
    const { from, to } = this.range;
    const mark = marks.link.create({ href: address });
    const { tr } = this.view.state;
    if (from === to) tr.insert(from, schema.text(this.input.value.trim(), [mark]));
    else tr.removeMark(from, to, marks.link).addMark(from, to, mark);
    this.view.dispatch(tr.removeStoredMark(marks.link));
    this.close();
  }

  drop() {
    this.view.dispatch(this.view.state.tr.removeMark(this.range.from, this.range.to, marks.link));
    this.close();
  }

  close() {
    release();
    this.dom.hidden = true;
    this.view.focus();
  }
}

function whole(address) {
  if (/^(https?:\/\/|mailto:)\S+$/i.test(address) || /^#[\w.-]+$/.test(address)) return address;
  if (/^[^\s@:/]+@[^\s@:/]+\.\w+$/.test(address) || /^www\.\S+$/i.test(address)) return href(address);
  return /^[\w-]+(\.[\w-]+)+(\/\S*)?$/.test(address) ? `https://${address}` : "";
}

// The whole stretch of a link around the cursor.
function around(state, link) {
  const { $from } = state.selection;
  let range = { from: $from.pos, to: $from.pos };
  let start = $from.start();
  let open = null;
  $from.parent.forEach((node) => {
    const end = start + node.nodeSize;
    open = link.isInSet(node.marks) ? { from: open?.from ?? start, to: end } : null;
    if (open && open.from <= $from.pos && $from.pos <= open.to) range = open;
    start = end;
  });
  return range;
}
