import { callTable } from "../calls";
import { accountTables } from "../view";
import { elements } from "./elements";
import { sections } from "./sections";
import { tables } from "./tables";

const ofAccounts = accountTables.map(({ rows: _, ...definition }) => ({ ...definition, level: "h3" }));

/** What runs in the browser: asks for the state about once a second, and shows what has changed. */
export const script = `"use strict";
const accountTables = ${JSON.stringify(ofAccounts)};
const callTable = ${JSON.stringify({ ...callTable, level: "h2" })};
let lastSeen;
let lastText;
${elements}${tables}${sections}
/** Oftener than once a second, so that no call leaves the quota's window unseen. */
const POLL_MS = 750;
const PATIENCE_MS = 5000;

const tellSilence = (isSilent) => {
  document.body.classList.toggle("silent", isSilent);
  const silence = find("#silence");
  silence.hidden = !isSilent;
  const when = lastSeen ? "; last seen " + clock(lastSeen) : "";
  if (isSilent) put(silence, "The emulator does not answer" + when);
};

const ask = async () => {
  const signal = AbortSignal.timeout(PATIENCE_MS);
  const response = await fetch("/_emulator/state", { signal, cache: "no-store" });
  if (!response.ok) throw new Error("status " + response.status);
  return response.text();
};

const poll = async () => {
  const text = await ask().catch(() => undefined);
  setTimeout(poll, POLL_MS);
  tellSilence(text === undefined);
  if (text === undefined) return;
  if (text !== lastText) fill(JSON.parse(text));
  lastText = text;
  lastSeen = new Date();
};

find("#calls").append(makeTable(callTable));
poll();
`;
