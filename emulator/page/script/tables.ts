/** Tables of any columns: made once from their headings, filled again and again with rows. */
export const tables = `
const titled = (tag, { title, chinese }) => {
  const element = make(tag, {}, title);
  if (chinese) element.append(" ", make("span", { lang: "zh", textContent: chinese }));
  return element;
};

const makeTable = (definition) => {
  const heads = definition.columns.map((column) => titled("th", column));
  const table = make("table", {}, make("thead", {}, make("tr", {}, ...heads)), make("tbody"));
  const heading = titled(definition.level, definition);
  heading.append(" ", make("span", { className: "count" }));
  const whole = make("div", { className: "table" }, heading, make("div", { className: "wide" }, table));
  whole.dataset.table = definition.key;
  return whole;
};

const makeRow = ({ columns }) => {
  const cells = columns.map(({ key, title, as, mark }) => {
    const value = make("span", { className: as ? "code" : "" });
    const cell = make("td", {}, value);
    cell.dataset.column = key;
    cell.dataset.title = title;
    if (mark) value.classList.add("mark");
    return cell;
  });
  // What is there when the page opens is not news.
  return make("tr", { className: lastSeen ? "fresh" : "" }, ...cells);
};

const fillRow = ({ columns }, row, item) => {
  columns.forEach(({ key, as, mark }, index) => {
    const value = row.children[index].firstChild;
    put(value, shown(item[key], as));
    row.children[index].classList.toggle("empty", value.textContent === NOTHING);
    if (mark) value.dataset.mark = String(item[mark]);
  });
};

const fillTable = (whole, definition, rows) => {
  put(find(".count", whole), rows.length > 0 ? String(rows.length) : "none");
  find(".wide", whole).hidden = rows.length === 0;
  const keyOf = (item) => String(item[definition.id]);
  const fill = (row, item) => fillRow(definition, row, item);
  keep(find("tbody", whole), rows, keyOf, () => makeRow(definition), fill);
};
`;
