// The editor of formatted texts as one file for browsers: node scripts/bundle.mjs TARGET
//
// rollup in WebAssembly: no program for each kind of processor, no script after its installation. The licence of every
// package that got in stands in TARGET without .js, with .LICENSE. Comments and indents, two fifths of the file, stay
// here; names and lines stay as they are, so that a trouble in a browser can still be read.
import { readFileSync, readdirSync, realpathSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { rollup } from "@rollup/wasm-node";
import { parseAst } from "@rollup/wasm-node/parseAst";

const TAKEN = {
  "prosemirror-model": ["Schema"],
  "prosemirror-state": ["EditorState", "Plugin"],
  "prosemirror-view": ["EditorView"],
  "prosemirror-commands": ["baseKeymap", "chainCommands", "exitCode", "lift", "setBlockType", "toggleMark", "wrapIn"],
  "prosemirror-keymap": ["keymap"],
  "prosemirror-history": ["history", "redo", "undo"],
  "prosemirror-schema-list": ["liftListItem", "sinkListItem", "splitListItem", "wrapInList"],
  "prosemirror-inputrules": ["InputRule", "inputRules", "undoInputRule", "wrappingInputRule"],
  "prosemirror-tables": ["addColumnAfter", "addRowAfter", "deleteColumn", "deleteRow", "deleteTable", "isInTable", "tableEditing"],
  "prosemirror-markdown": ["MarkdownParser"],
  "markdown-it": ["default as MarkdownIt"],
};
const SOURCE = Object.entries(TAKEN).map(([part, names]) => `export { ${names.join(", ")} } from "${part}";`).join("\n");
const OTHERWISE = { "punycode.js": "punycode.js/punycode.es6.js" }; // Node would take what is no module

const ours = {
  resolveId: (id) => (id === "all" ? id : /^[./]/.test(id) ? null : fileURLToPath(import.meta.resolve(OTHERWISE[id] ?? id))),
  load: (id) => (id === "all" ? SOURCE : null),
  renderChunk: squeezed,
};

// Between texts and patterns nothing but a comment holds // or /*; a comment with a line's end ends a line (ECMA-262, 5.1.2, 12.4).
const COMMENT = /\/\*(!?)[^]*?\*\/|\/\/.*/g;
const withoutComments = (code) => code.replace(COMMENT, (each, kept) => (kept ? each : each.includes("\n") ? "\n" : " "));
const withoutIndents = (code) => code.replace(/[ \t]*\n\s*/g, "\n");

function literals(node) {
  if (node === null || typeof node !== "object") return [];
  if (node.type === "Literal" || node.type === "TemplateElement") return [node];
  return Object.values(node).flatMap(literals);
}

export function squeezed(code) {
  const kept = literals(parseAst(code)).sort((one, other) => one.start - other.start);
  const ends = [0, ...kept.map((each) => each.end)];
  const between = (at, index) => withoutIndents(withoutComments(code.slice(at, kept[index]?.start)));
  return ends.map((at, index) => between(at, index) + (kept[index] ? code.slice(kept[index].start, kept[index].end) : "")).join("");
}

function licence(name) {
  const folder = join("node_modules", name);
  const file = readdirSync(folder).find((each) => /^licen[cs]e/i.test(each));
  const { version } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  return `${name} ${version}\n\n${readFileSync(join(folder, file), "utf8").trim()}\n`;
}

async function put(target) {
  const bundle = await rollup({ input: "all", plugins: [ours] });
  const names = bundle.watchFiles.map((each) => relative("node_modules", each).split("/")[0]).filter((each) => each !== "all");
  const banner = "/*! ProseMirror and markdown-it, MIT; their authors and licences: prosemirror.LICENSE */";
  await bundle.write({ file: target, format: "es", banner });
  writeFileSync(target.replace(/\.js$/, ".LICENSE"), [...new Set(names)].sort().map(licence).join(`\n${"-".repeat(80)}\n\n`));
}

const called = process.argv[1] && realpathSync(process.argv[1]); // import.meta.url has no links in it
if (called === fileURLToPath(import.meta.url)) await put(process.argv[2]);
