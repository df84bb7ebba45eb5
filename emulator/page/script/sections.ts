/** The sections of the page, each made once and filled with its part of the state. */
export const sections = `
const accountFacts = [
  { title: "Access key id", text: ({ accessKeyId }) => accessKeyId, isUsual: () => true },
  {
    title: "Link WAN activated",
    text: ({ activated }) => shown(activated),
    isUsual: ({ activated }) => activated,
  },
  ...["missingFeatures", "deniedActions"].map((key) => ({
    title: key === "missingFeatures" ? "Missing features" : "Denied actions",
    text: (account) => account[key].join(", ") || "none",
    isUsual: (account) => account[key].length === 0,
  })),
];

const makeAccount = () => {
  const facts = accountFacts.map(({ title }) => make("div", {}, make("dt", {}, title), make("dd")));
  const section = make("section", { className: "account" }, make("h2"), make("dl", {}, ...facts));
  section.append(...accountTables.map(makeTable));
  return section;
};

const fillAccount = (section, account, index) => {
  section.id = "account-" + index;
  put(find("h2", section), account.name);
  accountFacts.forEach(({ text, isUsual }, index) => {
    const value = section.querySelectorAll("dd")[index];
    put(value, text(account));
    value.classList.toggle("unusual", !isUsual(account));
  });
  accountTables.forEach((definition, index) => {
    fillTable(section.querySelectorAll(".table")[index], definition, account.tables[definition.key]);
  });
};

const makeBar = () => {
  const whose = [make("b"), make("span", { className: "action" }), make("span", { className: "use" })];
  return make("div", { className: "bar" }, ...whose, make("meter", { min: 0 }));
};

const fillBar = (bar, { account, action, used, most }, limit) => {
  put(find("b", bar), account);
  put(find(".action", bar), action);
  put(find(".use", bar), used + " of " + limit + "; most so far " + most);
  const meter = find("meter", bar);
  meter.max = limit;
  meter.value = used;
  bar.classList.toggle("idle", used === 0);
  bar.classList.toggle("full", used >= limit);
};

const linksTo = (accounts) => [
  ...accounts.map(({ name }, index) => ({ name, at: "account-" + index })),
  { name: "Quota in use", at: "quota" },
  { name: "Last calls", at: "calls" },
];

const fill = ({ address, callsPerSecond, callCount, accounts, quota, calls }) => {
  put(find("#address"), address);
  put(find("#qps"), callsPerSecond + " calls a second of each action and account");
  put(find("#callCount"), String(callCount));
  keep(find("nav"), linksTo(accounts), ({ at }) => at, () => make("a"), (link, { name, at }) => {
    put(link, name);
    link.href = "#" + at;
  });
  keep(find("#accounts"), accounts, ({ name }) => name, makeAccount, fillAccount);
  const keyOf = ({ account, action }) => account + " " + action;
  keep(find(".bars"), quota, keyOf, makeBar, (bar, use) => fillBar(bar, use, callsPerSecond));
  put(find("#quota .count"), quota.length > 0 ? "" : "none");
  fillTable(find("#calls .table"), callTable, calls);
};
`;
