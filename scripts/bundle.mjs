// The editor of formatted texts as one file for browsers: node scripts/bundle.mjs TARGET
//
// rollup in WebAssembly: no program for each kind of processor, no script after its installation. The licence of every
// package that got in stands in TARGET without .js, with .LICENSE. terser leaves three fifths of the file here.
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { rollup } from "@rollup/wasm-node";
import { minify } from "terser";

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

const smaller = async (code) => (await minify(code, { module: true, format: { comments: /^!/ } })).code; // /*! … */ stays

const ours = {
  resolveId: (id) => (id === "all" ? id : /^[./]/.test(id) ? null : fileURLToPath(import.meta.resolve(OTHERWISE[id] ?? id))),
  load: (id) => (id === "all" ? SOURCE : null),
  renderChunk: smaller,
};

function licence(name) {
  const folder = join("node_modules", name);
  const file = readdirSync(folder).find((each) => /^licen[cs]e/i.test(each));
  const { version } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  return `${name} ${version}\n\n${readFileSync(join(folder, file), "utf8").trim()}\n`;
}

const target = process.argv[2];
const bundle = await rollup({ input: "all", plugins: [ours] });
const names = bundle.watchFiles.map((each) => relative("node_modules", each).split("/")[0]).filter((each) => each !== "all");
const banner = "/*! ProseMirror and markdown-it, MIT; their authors and licences: prosemirror.LICENSE */";
await bundle.write({ file: target, format: "es", banner });
writeFileSync(target.replace(/\.js$/, ".LICENSE"), [...new Set(names)].sort().map(licence).join(`\n${"-".repeat(80)}\n\n`));
