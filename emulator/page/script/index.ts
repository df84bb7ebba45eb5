import { callTable } from "../calls";
import { accountTables } from "../view";
import { elements } from "./elements";
import { sections } from "./sections";
import { tables } from "./tables";

const definitions = accountTables.map(({ rows: _, ...definition }) => ({ ...definition, level: "h3" }));

/** The script of the page: polls the state and updates the elements that have changed. */
export const script = `"use strict";
const accountTables = ${JSON.stringify(definitions)};
const callTable = ${JSON.stringify({ ...callTable, level: "h2" })};
let lastSeen;
let lastText;
${elements}${tables}${sections}
/** Polling interval. Less than a second, so that every call is visible in the quota window. */
const POLL_MS = 750;
const TIMEOUT_MS = 5000;

const setOffline = (isOffline) => {
  document.body.classList.toggle("offline", isOffline);
  const banner = find("#offline");
  banner.hidden = !isOffline;
  const lastTime = lastSeen ? "; last seen at " + timeOf(lastSeen) : "";
  if (isOffline) setText(banner, "The emulator does not respond" + lastTime);
};

const fetchState = async () => {
  const signal = AbortSignal.timeout(TIMEOUT_MS);
  const response = await fetch("/_emulator/state", { signal, cache: "no-store" });
  if (!response.ok) throw new Error("status " + response.status);
  return response.text();
};

const poll = async () => {
  const text = await fetchState().catch(() => undefined);
  setTimeout(poll, POLL_MS);
  setOffline(text === undefined);
  if (text === undefined) return;
  if (text !== lastText) fill(JSON.parse(text));
  lastText = text;
  lastSeen = new Date();
};

find("#calls").append(createTable(callTable));
poll();
`;
