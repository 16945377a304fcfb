// Tables to write into: rows added, moved and removed; what a spreadsheet copies, pasted as a person means it.
"use strict";

const NUMBER = /^[-−–]?\d[\d\s.,]*\s*%?$/;
const YEAR = /^(19|20)\d\d$/;
const MOST_SERIES = 8; // of a chart
const MISSING = /^[-–—]?$/;
const TOTAL = /^(celkem|součet|úhrnem)(?=$|[\s:])/i;
const ROW = say("řádek"); // as the labels of fields end: „Částka, řádek 3“

// ---------------------------------------------------------------- rows

function rowsOf(table) {
  return [...table.tBodies[0].rows].filter((row) => row.dataset.row);
}

function addRow(table) {
  const rows = rowsOf(table);
  const last = rows.at(-1);
  const number = Math.max(...rows.map((row) => Number(row.dataset.row))) + 1;
  const row = last.cloneNode(true);
  const [name, id, old] = [table.dataset.grid, `p-${table.dataset.grid.replaceAll("/", "-")}`, last.dataset.row];
  row.dataset.row = number;
  for (const each of row.querySelectorAll("[name], [id], [for], [aria-label], [aria-describedby]")) {
    for (const attribute of ["name", "id", "for", "aria-label", "aria-describedby"]) {
      const text = each.getAttribute(attribute);
      if (text === null) continue;
      const renamed = text
        .replaceAll(`${name}/${old}`, `${name}/${number}`)
        .replaceAll(`${id}-${old}`, `${id}-${number}`)
        .replace(new RegExp(`${ROW} \\d+$`), `${ROW} ${number + 1}`);
      each.setAttribute(attribute, renamed);
    }
    if (each.matches("input[type=text], textarea")) each.value = "";
  }
  for (const button of row.querySelectorAll("button[name=ukon]")) button.value = button.value.replace(/\d+$/, number);
  const head = row.querySelector("th[scope=row]");
  if (head) head.textContent = number + 1;
  last.after(row);
  return row;
}

function addRowsFor(name) {
  for (const table of document.querySelectorAll("table[data-grid]")) {
    const match = name.startsWith(`${table.dataset.grid}/`) && name.slice(table.dataset.grid.length + 1).match(/^\d+/);
    while (match && Math.max(...rowsOf(table).map((row) => Number(row.dataset.row))) < Number(match[0])) addRow(table);
  }
}

function writable(row) {
  return [...row.cells].flatMap((cell) => {
    const field = cell.querySelector("input:not([type=hidden]), select, textarea");
    return field ? [field] : [];
  });
}

function empty(table) {
  const fields = rowsOf(table).flatMap(writable);
  return fields.every((each) => !each.matches("input[type=text], textarea") || !each.value.trim());
}

function arranged(event) {
  const button = event.target.closest("table[data-grid] button[name=ukon]");
  if (!button) return;
  event.preventDefault();
  const row = button.closest("tr");
  const table = button.closest("table");
  const verb = button.value.split(":")[0];
  const rows = rowsOf(table);
  if (verb === "up") rows[rows.indexOf(row) - 1]?.before(row);
  if (verb === "down" && !rows[rows.indexOf(row) + 1]?.classList.contains("new")) rows[rows.indexOf(row) + 1]?.after(row);
  if (verb === "remove") remove(row);
  else button.focus();
  ends(table);
  touched();
}

// The first row cannot go up, the last one that is filled not down.
function ends(table) {
  const filled = rowsOf(table).filter((each) => !each.classList.contains("new"));
  filled.forEach((each, index) => {
    for (const [verb, last] of [["up", 0], ["down", filled.length - 1]]) {
      const button = each.querySelector(`button[value^=${verb}]`);
      if (button) button.disabled = index === last;
    }
  });
}

function small(words) {
  const button = Object.assign(document.createElement("button"), { type: "button", textContent: words, className: "gov-button" });
  Object.assign(button.dataset, { color: "primary", type: "outlined", size: "s" });
  return button;
}

// In the place of the row stays the way back, until the form is saved. A last row is only emptied: others are made of it.
function remove(row) {
  const table = row.closest("table");
  if (rowsOf(table).length === 1) {
    for (const field of writable(row)) write(field, "");
    return;
  }
  const notice = document.createElement("tr");
  const cell = notice.insertCell();
  const back = small(say("Vrátit zpět"));
  notice.className = "removed";
  cell.colSpan = row.cells.length;
  cell.textContent = `${say("Řádek {number} je odebraný, po uložení zmizí.", { number: Number(row.dataset.row) + 1 })} `;
  back.addEventListener("click", () => {
    notice.replaceWith(row);
    ends(table);
    writable(row)[0]?.focus();
    touched();
  });
  cell.append(back);
  row.replaceWith(notice);
  back.focus();
}

// ---------------------------------------------------------------- what a spreadsheet copies

// RFC 4180, 2: a cell in quotation marks goes over line ends, a mark inside of it is doubled.
function cellsOf(text) {
  const rows = [[]];
  const cell = /"((?:[^"]|"")*)"(?=\t|\n|$)|([^\t\n]*)/y;
  for (let at = 0; ; at += 1) {
    cell.lastIndex = at;
    const found = cell.exec(text);
    rows.at(-1).push((found[1]?.replaceAll('""', '"') ?? found[2]).trim());
    at = cell.lastIndex;
    if (at >= text.length) return rows;
    if (text[at] === "\n") rows.push([]);
  }
}

// Whether the field could take the text.
function write(field, words) {
  if (field.type === "checkbox") field.checked = /^(ano|a|x|1|true)$/i.test(words);
  else if (field.tagName === "SELECT") {
    const wanted = words.toLocaleLowerCase("cs");
    const option = [...field.options].find((each) => [each.value, each.text].some((one) => one.toLocaleLowerCase("cs") === wanted));
    if (option || !words) field.value = option ? option.value : "";
    return Boolean(option) || !words;
  } else field.value = field.tagName === "TEXTAREA" ? words : words.replace(/\s*\n\s*/g, " ");
  return true;
}

// One more column of a data table: its heading is written among the columns above.
function addColumn(table) {
  for (const row of table.rows) {
    if (row.classList.contains("removed")) continue;
    const last = row.cells[row.cells.length - 1]; // what can be done with the row
    const cell = last.previousElementSibling.cloneNode(true);
    const field = cell.querySelector("input, textarea");
    const number = row.cells.length - 2;
    const heading = say("{number}. sloupec", { number: number + 1 });
    if (field) {
      field.value = "";
      field.name = field.name.replace(/\d+$/, number);
      field.id = field.id.replace(/\d+$/, number);
      field.setAttribute("aria-label", field.getAttribute("aria-label").replace(new RegExp(`^.*(?=, ${ROW})`), heading));
    } else cell.textContent = heading;
    last.before(cell);
  }
}

function makeRoom(table, first, start, lines) {
  const wide = Math.max(...lines.map((line) => line.length));
  while (table.classList.contains("cells") && writable(first).length < start + wide) addColumn(table);
  while (rowsOf(table).length < rowsOf(table).indexOf(first) + lines.length) addRow(table);
}

// Writes a block of cells; returns what found no place, in words.
function writeBlock(table, first, start, lines) {
  makeRoom(table, first, start, lines);
  const from = rowsOf(table).indexOf(first);
  return lines.flatMap((cells, down) => {
    const row = rowsOf(table)[from + down];
    const fields = writable(row);
    return cells.flatMap((text, right) => {
      const field = fields[start + right];
      if (field ? write(field, text) : !text) return [];
      return [field ? say("{label}: „{text}“ není v nabídce, vyberte z ní.", { label: field.getAttribute("aria-label"), text }) : say("Řádek {number}: „{text}“ se nevešlo, další sloupec tu není.", { number: Number(row.dataset.row) + 1, text })];
    });
  });
}

// ---------------------------------------------------------------- a series of numbers in one field

function seriesAt(table, row) {
  const heads = table.tHead.rows[0].cells;
  return writable(row).findIndex((field) => heads[field.closest("td").cellIndex]?.classList.contains("kind-numbers"));
}

function series(cells) {
  return cells.some((each) => each) ? cells.map((each) => each || "–").join("; ") : "";
}

// A row, a column, or a block with names first: the values of each series in its one field.
function inSeries(lines, start, at) {
  if (at < start) return lines;
  if (start === at && lines.every((cells) => cells.length === 1)) return [[series(lines.map(([each]) => each))]];
  const named = at - start;
  return lines.map((cells) => (cells.length > named ? [...cells.slice(0, named), series(cells.slice(named))] : cells));
}

// Above the values of a block may stand what they belong to.
function withoutCategories(lines) {
  const field = form.elements.categories;
  if (!field || lines.length < 2 || lines[0].length < 2) return lines;
  if (lines[0][0] && !lines[0].slice(1).every((each) => YEAR.test(each))) return lines; // a corner may have its word above years
  if (!field.value.trim()) field.value = lines[0].slice(1).join("\n");
  return lines.slice(1);
}

// Under a heading of names stand rows of categories: each column is a series. Years are never names of series.
function inColumns(lines) {
  const [[corner, ...heading], ...rows] = lines;
  const numbers = rows.every((cells) => cells.slice(1).every((each) => NUMBER.test(each) || MISSING.test(each)));
  if (!heading.length || !rows.length || !numbers || !isHeading(heading) || heading.every((each) => YEAR.test(each))) return false;
  return rows.every(([each]) => YEAR.test(each)) || Boolean(corner) || rows.length > MOST_SERIES;
}

// Such a block turned, its categories written where they belong; undefined where it is none.
function turned(table, start, lines) {
  const field = form.elements.categories;
  if (table.dataset.grid !== "series" || !field || start || !inColumns(lines)) return undefined;
  const [heading, ...all] = lines;
  const rows = all.filter(([each]) => !TOTAL.test(each));
  const left = all.filter((each) => !rows.includes(each)).map((cells) => `„${cells.join(" | ")}“`);
  const told = left.length ? [say("Vypadá jako součet a není vložené: {named}. Součty se počítají samy.", { named: left.join(", ") })] : [];
  const categories = rows.map(([each]) => each).join("\n");
  if (!field.value.trim()) field.value = categories;
  else if (field.value.trim() !== categories) told.push(say("Kategorie zůstaly, jak byly ve formuláři. Zkontrolujte, že k hodnotám patří."));
  return { told, lines: heading.slice(1).map((name, index) => [name, series(rows.map((cells) => cells[index + 1] ?? ""))]) };
}

// ---------------------------------------------------------------- headings of a data table

const columnsTable = document.querySelector('table[data-grid="columns"]');
const cellsTable = document.querySelector('table.cells[data-grid="rows"]');

function isHeading(cells) {
  return cells.some((each) => each && !NUMBER.test(each)) && cells.every((each) => !NUMBER.test(each) || YEAR.test(each));
}

function kindOf(texts) {
  const said = texts.filter((each) => !MISSING.test(each));
  const numbers = said.filter((each) => NUMBER.test(each));
  if (!said.length || numbers.length * 2 < said.length) return said.length ? "text" : "";
  return numbers.every((each) => each.endsWith("%")) ? "percent" : "";
}

function writeHeadings(names, lines, from = 0) {
  names.forEach((name, index) => {
    while (rowsOf(columnsTable).length <= from + index) addRow(columnsTable);
    const row = rowsOf(columnsTable)[from + index];
    const kind = row.querySelector('select[name$="/type"]');
    writable(row)[0].value = name;
    if (kind && !kind.value && lines.length) kind.value = kindOf(lines.map((cells) => cells[index] ?? ""));
    const head = cellsTable.tHead.rows[0].cells[from + index + 1];
    if (head && head !== head.parentElement.lastElementChild) head.textContent = name;
  });
}

// A whole table with its heading, wherever it was pasted; undefined where it is none.
function wholeTable(table, first, start, lines) {
  if (!columnsTable || !cellsTable || start || !isHeading(lines[0])) return undefined;
  const [heading, ...rest] = lines;
  const from = rowsOf(table).indexOf(first);
  if (table === columnsTable) {
    const kinds = [...(first.querySelector('select[name$="/type"]')?.options ?? [])].map((each) => each.text);
    if (heading.length < 2 || kinds.includes(heading[1])) return undefined;
    const free = empty(cellsTable);
    writeHeadings(heading, free ? rest : [], from);
    if (!rest.length) return [say("Vložené jsou nadpisy sloupců.")];
    if (!free) return [say("Vložené jsou jen nadpisy sloupců. Hodnoty vložte do řádků tabulky.")];
  } else if (table === cellsTable && !from && rest.length && empty(columnsTable)) writeHeadings(heading, rest);
  else return undefined;
  const told = withoutTotals(cellsTable, rowsOf(cellsTable)[0], 0, rest);
  writeHeadings(heading, rest);
  return [say("První řádek jsou nadpisy sloupců, zkontrolujte u nich druh hodnot."), ...told];
}

// ---------------------------------------------------------------- pasting

const questions = [];

// A row of sums is asked about: the document computes its own.
function withoutTotals(table, first, start, lines) {
  const totals = lines.filter((cells) => TOTAL.test(cells.find((each) => each) ?? ""));
  const others = lines.filter((cells) => !totals.includes(cells));
  const told = others.length ? writeBlock(table, first, start, others) : [];
  if (totals.length) questions.push({ table, first, start, lines: totals, after: others.length });
  return told;
}

function pasted(event) {
  const table = event.target.closest("table[data-grid]");
  const text = event.clipboardData?.getData("text/plain").replace(/\r\n?/g, "\n").replace(/\n$/, "") ?? "";
  if (!table || !/[\t\n]/.test(text)) return;
  event.preventDefault();
  const first = event.target.closest("tr");
  const start = writable(first).indexOf(event.target);
  const lines = cellsOf(text);
  const at = seriesAt(table, first);
  questions.length = 0;
  const whole = wholeTable(table, first, start, lines);
  const columns = whole ? undefined : turned(table, start, lines);
  const values = columns?.lines ?? (at < 0 ? lines : inSeries(withoutCategories(lines), start, at));
  const told = whole ?? [...(columns?.told ?? []), ...withoutTotals(table, first, start, values)];
  touched();
  if (told.length) tell(told.slice(0, 3).join(" "));
  const count = lines.length - questions.reduce((sum, each) => sum + each.lines.length, 0);
  if (columns) told.unshift(say("Sloupce jsou řady, první sloupec kategorie. Zkontrolujte náhled."));
  notice(table, whole || columns ? told : [say("Vloženo z tabulky, řádků: {count}.", { count }), ...told]);
}

// Beside the table, until the next pasting: what was pasted, what found no place, and what is asked.
function notice(table, told) {
  document.querySelector(".pasted")?.remove();
  const box = document.createElement("div");
  box.className = "card notice pasted";
  box.setAttribute("role", "status");
  (table.closest(".across") ?? table).after(box);
  for (const words of told) {
    box.append(Object.assign(document.createElement("p"), { textContent: words }));
  }
  for (const each of questions) box.append(question(each));
}

function question({ table, first, start, lines, after }) {
  const line = document.createElement("p");
  const named = lines.map((cells) => `„${cells.filter((each) => each).join(" | ")}“`).join(", ");
  line.textContent = `${say("Vypadá jako součet a není vložené: {named}. Součty se počítají samy.", { named })} `;
  const button = small(say("Přesto vložit"));
  button.addEventListener("click", () => {
    const from = rowsOf(table).indexOf(first) + after;
    while (rowsOf(table).length <= from) addRow(table);
    writeBlock(table, rowsOf(table)[from], start, lines);
    touched();
    line.remove();
  });
  line.append(button);
  return line;
}

form.addEventListener("paste", pasted);
form.addEventListener("click", arranged);
form.addEventListener("click", (event) => {
  const name = event.target.closest("[data-add-row]")?.dataset.addRow;
  if (!name) return;
  const row = addRow(document.querySelector(`table[data-grid="${CSS.escape(name)}"]`));
  writable(row)[0].focus();
});
