/**
 * Helpers for page elements. All data is inserted as text, never as HTML. Elements are reused between updates, so that
 * the scroll position and the selection are preserved.
 */
export const elements = `
const find = (selector, parent = document) => parent.querySelector(selector);
const create = (tag, properties = {}, ...children) => {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...children);
  return element;
};
const setText = (element, text) => {
  if (element.textContent !== text) element.textContent = text;
};

/** Makes the children of an element match the items: reuses, creates, moves and removes children. */
const reconcile = (parent, items, keyOf, createChild, update) => {
  const keys = new Set(items.map(keyOf));
  const existing = new Map();
  for (const child of [...parent.children]) {
    if (keys.has(child.dataset.key)) existing.set(child.dataset.key, child);
    else child.remove();
  }
  items.forEach((item, index) => {
    const key = keyOf(item);
    const child = existing.get(key) ?? createChild(item);
    child.dataset.key = key;
    if (parent.children[index] !== child) parent.insertBefore(child, parent.children[index] ?? null);
    update(child, item, index);
  });
};

const EMPTY = "–";
const timeOf = (date) => date.toTimeString().slice(0, 8);
const formatted = (value, format) => {
  if (value === undefined || value === "") return EMPTY;
  if (typeof value === "boolean") return value ? "yes" : "no";
  if (format !== "time") return String(value);
  return timeOf(new Date(value)) + "." + String(value % 1000).padStart(3, "0");
};
`;
