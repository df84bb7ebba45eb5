/**
 * Elements of the page. Everything that comes from users is put in as text, never as HTML; an element stays as long
 * as what it shows, so that neither scroll nor selection is lost.
 */
export const elements = `
const find = (selector, parent = document) => parent.querySelector(selector);
const make = (tag, properties = {}, ...children) => {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...children);
  return element;
};
const put = (element, text) => {
  if (element.textContent !== text) element.textContent = text;
};

/** Makes the children of an element those of the items: keeps, makes, moves, removes. */
const keep = (parent, items, keyOf, create, update) => {
  const wanted = new Set(items.map(keyOf));
  const present = new Map();
  for (const child of [...parent.children]) {
    if (wanted.has(child.dataset.key)) present.set(child.dataset.key, child);
    else child.remove();
  }
  items.forEach((item, index) => {
    const key = keyOf(item);
    const child = present.get(key) ?? create(item);
    child.dataset.key = key;
    if (parent.children[index] !== child) parent.insertBefore(child, parent.children[index] ?? null);
    update(child, item, index);
  });
};

const NOTHING = "–";
const clock = (date) => date.toTimeString().slice(0, 8);
const shown = (value, as) => {
  if (value === undefined || value === "") return NOTHING;
  if (typeof value === "boolean") return value ? "yes" : "no";
  if (as !== "time") return String(value);
  return clock(new Date(value)) + "." + String(value % 1000).padStart(3, "0");
};
`;
