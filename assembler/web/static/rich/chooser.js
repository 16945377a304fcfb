// The choice of what a reference leads to, under the bar; without names, so that no form sends it.
import { element } from "./element.js";
import { TARGETS } from "./references.js";
import { schema } from "./schema.js";

const MOST = 200; // lines of the list; who has more, searches

// The reference that is selected.
export function chosen({ selection: { node } }) {
  return node?.type === schema.nodes.reference ? node : undefined;
}

export class Chooser {
  constructor(id) {
    this.search = element("input", { type: "search", id: `${id}-hledat-cil`, autocomplete: "off" });
    this.list = element("select", { id: `${id}-cil`, size: "6" });
    this.found = element("p", { role: "status" });
    this.put = this.button(() => this.insert());
    this.drop = this.button(() => this.remove(), say("Odebrat odkaz"));
    const shut = this.button(() => this.close(), say("Zavřít"));
    const searched = element("label", { for: this.search.id }, say("Hledat v plánu"));
    const listed = element("label", { for: this.list.id }, say("Kam odkaz vede"));
    const parts = [searched, this.search, listed, this.list, this.put, this.drop, shut, this.found];
    this.dom = element("div", { class: "rich-address rich-chooser", role: "group", "aria-label": say("Odkaz v dokumentu"), hidden: "" }, ...parts);
    this.search.addEventListener("input", () => this.fill());
    this.list.addEventListener("dblclick", () => this.insert());
    for (const name of ["input", "change"]) this.dom.addEventListener(name, (event) => event.stopPropagation());
    this.dom.addEventListener("keydown", (event) => this.typed(event));
  }

  button(deed, words = "") {
    const made = element("button", { type: "button" }, words);
    made.addEventListener("click", deed);
    return made;
  }

  open() {
    const reference = chosen(this.view.state);
    this.put.textContent = reference ? say("Změnit odkaz") : say("Vložit odkaz");
    this.drop.hidden = !reference;
    this.search.value = "";
    this.dom.hidden = false;
    this.fill(reference?.attrs.href.slice(1));
    this.dom.scrollIntoView({ block: "nearest" });
    this.search.focus();
    return true;
  }

  // What holds all the words that are searched for; the first of it is chosen.
  fill(wanted) {
    const words = plain(this.search.value).split(/\s+/);
    const fitting = [...TARGETS].filter(([, name]) => words.every((each) => plain(name).includes(each)));
    const at = fitting.findIndex(([id]) => id === wanted);
    const shown = fitting.slice(0, Math.max(MOST, at + 1));
    this.list.replaceChildren(...shown.map(([id, name]) => element("option", { value: id, title: name }, name)));
    this.list.selectedIndex = shown.length ? Math.max(0, at) : -1;
    this.found.textContent = fitting.length > shown.length ? say("Ukazuje se prvních {count}, zpřesněte hledání.", { count: shown.length }) : "";
    if (!fitting.length) this.found.textContent = say("Nic takového v plánu není.");
  }

  typed(event) {
    if (event.key === "Escape") this.close();
    if (event.key === "ArrowDown" && event.target === this.search) this.list.focus();
    if (event.key !== "Enter" || event.target.matches("button")) return;
    event.preventDefault();
    this.insert();
  }

  insert() {
    if (!this.list.value) return this.search.focus();
    const { state } = this.view;
    const made = schema.nodes.reference.create({ href: `#${this.list.value}` });
    const { tr } = state;
    if (chosen(state)) tr.replaceSelectionWith(made);
    else tr.insert(state.selection.to, made);
    this.view.dispatch(tr.scrollIntoView());
    return this.close();
  }

  remove() {
    if (chosen(this.view.state)) this.view.dispatch(this.view.state.tr.deleteSelection());
    this.close();
  }

  close() {
    this.dom.hidden = true;
    this.view.focus();
  }
}

const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().trim();
