/** Generic tables. Each table is created once from its column headers; updates fill it with rows. */
export const tables = `
const createTitled = (tag, { title, chinese }) => {
  const element = create(tag, {}, title);
  if (chinese) element.append(" ", create("span", { lang: "zh", textContent: chinese }));
  return element;
};

const createTable = (definition) => {
  const headers = definition.columns.map((column) => createTitled("th", column));
  const table = create("table", {}, create("thead", {}, create("tr", {}, ...headers)), create("tbody"));
  const heading = createTitled(definition.level, definition);
  heading.append(" ", create("span", { className: "count" }));
  const scroll = create("div", { className: "scroll" }, table);
  const container = create("div", { className: "table" }, heading, scroll);
  container.dataset.table = definition.key;
  return container;
};

const createRow = ({ columns }) => {
  const cells = columns.map(({ key, title, format, badge }) => {
    const value = create("span", { className: format ? "code" : "" });
    const cell = create("td", {}, value);
    cell.dataset.column = key;
    cell.dataset.title = title;
    if (badge) value.classList.add("badge");
    return cell;
  });
  // Highlight only rows that appear after the first load.
  return create("tr", { className: lastSeen ? "new" : "" }, ...cells);
};

const fillRow = ({ columns }, row, item) => {
  columns.forEach(({ key, format, badge }, index) => {
    const value = row.children[index].firstChild;
    setText(value, formatted(item[key], format));
    row.children[index].classList.toggle("empty", value.textContent === EMPTY);
    if (badge) value.dataset.badge = String(item[badge]);
  });
};

const fillTable = (container, definition, rows) => {
  setText(find(".count", container), rows.length > 0 ? String(rows.length) : "none");
  find(".scroll", container).hidden = rows.length === 0;
  const keyOf = (item) => String(item[definition.id]);
  const update = (row, item) => fillRow(definition, row, item);
  reconcile(find("tbody", container), rows, keyOf, () => createRow(definition), update);
};
`;
