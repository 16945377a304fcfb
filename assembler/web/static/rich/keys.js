// What keys do in the editor, and what becomes of marks as they are typed: only what is seen at once.
import {
  InputRule, Plugin, addColumnAfter, addRowAfter, baseKeymap, chainCommands, deleteColumn, deleteRow, deleteTable, exitCode, history,
  inputRules, isInTable, keymap, lift, liftListItem, redo, setBlockType, sinkListItem, splitListItem, tableEditing, toggleMark, undo,
  undoInputRule, wrapIn, wrapInList, wrappingInputRule,
} from "../vendor/prosemirror.js";
import { href } from "./reading.js";
import { REFERENCE } from "./references.js";
import { schema } from "./schema.js";

const { nodes, marks } = schema;

export function within(state, type) {
  const { $from } = state.selection;
  for (let depth = $from.depth; depth > 0; depth -= 1) if ($from.node(depth).type === type) return true;
  return false;
}

const unless = (refuses, command) => (state, dispatch, view) => !refuses(state) && command(state, dispatch, view);
const LISTS = [nodes.bullet_list, nodes.ordered_list];

// Into a list, out of it, or from one kind to the other.
function list(type) {
  const make = wrapInList(type);
  const leave = liftListItem(nodes.list_item);
  return (state, dispatch) => {
    const { $from } = state.selection;
    for (let depth = $from.depth; depth > 0; depth -= 1) {
      const node = $from.node(depth);
      if (node.type === type) return leave(state, dispatch);
      if (LISTS.includes(node.type)) {
        dispatch?.(state.tr.setNodeMarkup($from.before(depth), type));
        return true;
      }
    }
    return make(state, dispatch);
  };
}

const quote = (state, dispatch) => (within(state, nodes.blockquote) ? lift(state, dispatch) : wrapIn(nodes.blockquote)(state, dispatch));
const heading = (state, dispatch) => setBlockType(within(state, nodes.heading) ? nodes.paragraph : nodes.heading)(state, dispatch);

function table(state, dispatch) {
  const row = (type) => nodes.table_row.create(null, [type.create(), type.create()]);
  const made = nodes.table.create(null, [row(nodes.table_header), row(nodes.table_cell)]);
  const { $from } = state.selection;
  const place = $from.after(1);
  dispatch?.(moveInto(state.tr.insert(place, [made]), place + 3).scrollIntoView());
  return true;
}

const moveInto = (transaction, place) => transaction.setSelection(transaction.selection.constructor.near(transaction.doc.resolve(place)));

function lineBreak(state, dispatch) {
  if (state.selection.$from.parent.type !== nodes.paragraph) return true;
  dispatch?.(state.tr.replaceSelectionWith(nodes.hard_break.create()).scrollIntoView());
  return true;
}

// A table has a head as long as it has rows.
const isHead = (state) => state.selection.$from.depth > 2 && within(state, nodes.table_header);

export const DEEDS = {
  strong: toggleMark(marks.strong),
  em: toggleMark(marks.em),
  strike: toggleMark(marks.strike),
  heading: unless(isInTable, heading),
  bullet_list: unless(isInTable, list(nodes.bullet_list)),
  ordered_list: unless(isInTable, list(nodes.ordered_list)),
  deeper: sinkListItem(nodes.list_item),
  higher: liftListItem(nodes.list_item),
  quote: unless(isInTable, quote),
  table: unless(isInTable, table),
  row: addRowAfter,
  column: addColumnAfter,
  less_rows: unless(isHead, deleteRow),
  less_columns: deleteColumn,
  no_table: deleteTable,
  undo,
  redo,
};

const KEYS = {
  "Mod-b": DEEDS.strong,
  "Mod-i": DEEDS.em,
  "Mod-Shift-8": DEEDS.bullet_list,
  "Mod-Shift-7": DEEDS.ordered_list,
  "Mod-Shift-9": DEEDS.quote,
  "Alt-Shift-ArrowRight": DEEDS.deeper,
  "Alt-Shift-ArrowLeft": DEEDS.higher,
  "Mod-z": undo,
  "Mod-y": redo,
  "Shift-Mod-z": redo,
  "Shift-Enter": chainCommands(exitCode, lineBreak),
  Enter: chainCommands(isInTable, splitListItem(nodes.list_item)),
  Backspace: undoInputRule,
};

// „https://…“, „www.…“ or an e-mail, when a space follows.
const ADDRESS = /(?:^|\s)((?:https?:\/\/|www\.)[^\s<>]*[\p{L}\p{N}/]|[\w.+-]+@[\w-]+(?:\.[\w-]+)+)([.,;:!?)]*)\s$/u;

function linked(state, [, address, after], start, end) {
  if (state.doc.rangeHasMark(start, end, marks.link) || within(state, nodes.code_block)) return null;
  const to = end - after.length;
  const link = marks.link.create({ href: href(address) });
  return state.tr.addMark(to - address.length, to, link).insertText(" ", end).removeStoredMark(marks.link);
}

// „[](#tab-vek)“ of who knows how it is written.
const WRITTEN = new RegExp(`${REFERENCE.source}$`, "u");
const referring = (state, [, address], start, end) => state.tr.replaceWith(start, end, nodes.reference.create({ href: address }));

const rules = inputRules({ rules: [wrappingInputRule(/^\s*[-•]\s$/, nodes.bullet_list), new InputRule(ADDRESS, linked), new InputRule(WRITTEN, referring)] });

// Behind a table at the end there must be a place to go on.
const placeBehind = new Plugin({
  appendTransaction: (_, __, { doc, tr }) => (doc.lastChild.isTextblock && !doc.lastChild.type.spec.code ? null : tr.insert(doc.content.size, nodes.paragraph.create())),
});

export function plugins(keys) {
  return [rules, keymap({ ...KEYS, ...keys }), keymap(baseKeymap), history(), tableEditing(), placeBehind];
}
