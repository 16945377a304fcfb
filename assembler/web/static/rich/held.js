// What was selected stays seen while the focus is in a field under the bar (CSS Custom Highlight API, where a browser has it).
const NAME = "rich-held";

export function hold(view, { from, to }) {
  release();
  if (from === to || !globalThis.Highlight) return;
  const [start, end] = [view.domAtPos(from), view.domAtPos(to)];
  const range = new Range();
  range.setStart(start.node, start.offset);
  range.setEnd(end.node, end.offset);
  CSS.highlights.set(NAME, new Highlight(range));
}

export function release() {
  globalThis.CSS?.highlights?.delete(NAME);
}
