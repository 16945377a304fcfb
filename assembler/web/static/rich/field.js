// One field of formatted text: the textarea is what is sent; the editor stands in for it where it can hold all of its text.
import { EditorState, EditorView } from "../vendor/prosemirror.js";
import { element } from "./element.js";
import { plugins } from "./keys.js";
import { NO_PICTURES, cleaned, withReferences } from "./pasting.js";
import { Unfit, reading } from "./reading.js";
import { Toolbar } from "./toolbar.js";
import { writing } from "./writing.js";

const VALUE = Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, "value");
const READ = new Set(["", "commonmark"]); // formats of the source, "" the usual one
const editors = new WeakMap();

export const editorOf = (textarea) => editors.get(textarea)?.view;

export function dress(textarea) {
  if (!editors.has(textarea)) editors.set(textarea, new Field(textarea));
}

class Field {
  constructor(textarea) {
    this.textarea = textarea;
    this.box = textarea.closest(".gov-form-input");
    this.frame = textarea.closest(".field");
    this.format = document.getElementById(`${textarea.id}-format`);
    this.label = textarea.labels[0];
    this.label.id ||= `${textarea.id}-popisek`;
    this.choice = element("button", { type: "button", class: "gov-button", "data-color": "primary", "data-type": "base", "data-size": "s" });
    this.why = element("p", { class: "help rich-why", role: "status" });
    this.frame.querySelector(".under").append(this.choice);
    this.box.after(this.why);
    this.choice.addEventListener("click", () => this.switch());
    this.format?.addEventListener("change", () => this.start());
    textarea.addEventListener("focus", () => this.view?.focus());
    textarea.addEventListener("input", () => this.view && textarea.value !== this.text() && this.start()); // a browser that fills in
    this.watch();
    this.start();
  }

  // Whoever else writes into the textarea (a draft given back, a pasted row), the editor shows it.
  watch() {
    const { textarea } = this;
    Object.defineProperty(textarea, "value", {
      configurable: true,
      get: () => VALUE.get.call(textarea),
      set: (text) => {
        VALUE.set.call(textarea, text);
        if (this.view) this.start();
      },
    });
  }

  start() {
    const focused = document.activeElement === this.textarea || this.view?.hasFocus();
    this.stop();
    this.why.textContent = "";
    this.choice.hidden = false;
    try {
      if (!READ.has(this.format?.value ?? "")) throw new Unfit(say("Text je v jiném formátu"));
      this.show(reading(this.textarea.value));
    } catch (wrong) {
      if (!(wrong instanceof Unfit)) throw wrong;
      this.why.textContent = say("{why}, proto se upravuje jako prostý text.", { why: wrong.message });
      this.choice.hidden = true;
    }
    if (focused) (this.view ?? this.textarea).focus();
  }

  show(doc) {
    const { textarea } = this;
    this.source = textarea.value;
    this.written = writing(doc);
    const name = this.label.firstChild.textContent.trim();
    this.bar = new Toolbar(textarea.id, name);
    this.told = element("p", { class: "rich-told", role: "status" });
    this.dom = element("div", { class: "rich" }, this.bar.dom, this.bar.address.dom, this.bar.chooser.dom);
    this.box.before(this.dom);
    const keys = { "Mod-k": () => this.bar.address.open() };
    this.view = new EditorView(this.dom, { state: EditorState.create({ doc, plugins: plugins(keys) }), ...this.ways() });
    this.dom.append(this.told);
    this.bar.serve(this.view);
    this.stand(true);
  }

  ways() {
    const { textarea } = this;
    const named = { id: `${textarea.id}-editor`, role: "textbox", "aria-multiline": "true", "aria-labelledby": this.label.id };
    for (const each of ["aria-describedby", "aria-invalid"]) if (textarea.hasAttribute(each)) named[each] = textarea.getAttribute(each);
    return {
      attributes: { ...named, class: "rich-text" },
      dispatchTransaction: (transaction) => this.changed(transaction),
      transformPastedHTML: (html) => this.clean(html),
      transformPasted: withReferences,
      handleDoubleClickOn: (_, __, node) => node.type.name === "reference" && this.bar.chooser.open(),
      handlePaste: (_, event) => this.refuse(event.clipboardData),
      handleDrop: (_, event) => this.refuse(event.dataTransfer),
    };
  }

  changed(transaction) {
    this.view.updateState(this.view.state.apply(transaction));
    if (transaction.docChanged) this.write();
    this.bar.update();
  }

  // A text whose change was taken back is the one that came, to the letter.
  text() {
    const written = writing(this.view.state.doc);
    return written === this.written ? this.source : written;
  }

  write() {
    const text = this.text();
    if (text === this.textarea.value) return;
    VALUE.set.call(this.textarea, text);
    this.textarea.dispatchEvent(new Event("input", { bubbles: true }));
  }

  clean(html) {
    this.tell("");
    return cleaned(html, (words) => this.tell(words));
  }

  refuse(data) {
    const pictures = [...(data?.files ?? [])].length > 0 && !data.types.includes("text/html") && !data.types.includes("text/plain");
    if (pictures) this.tell(NO_PICTURES);
    return pictures;
  }

  tell(words) {
    this.told.textContent = words;
  }

  switch() {
    if (!this.view) {
      this.start();
      this.view?.focus();
      return;
    }
    this.stop();
    this.textarea.focus();
  }

  stop() {
    if (!this.view) return;
    this.view.destroy();
    this.view = undefined;
    this.dom.remove();
    this.stand(false);
  }

  // Behind the editor the textarea keeps its place, for jumps to it and for its label.
  stand(editing) {
    this.frame.classList.toggle("edited-rich", editing);
    this.choice.textContent = editing ? say("Upravit jako prostý text") : say("Upravit v editoru");
    this.choice.append(element("span", { class: "unseen" }, ` (${this.label.firstChild.textContent.trim()})`));
    if (editing) {
      this.textarea.tabIndex = -1;
      this.textarea.setAttribute("aria-hidden", "true");
    } else {
      this.textarea.removeAttribute("tabindex");
      this.textarea.removeAttribute("aria-hidden");
    }
  }
}
