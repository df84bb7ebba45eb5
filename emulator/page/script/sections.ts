/** The sections of the page. Each section is created once; updates fill it with the corresponding part of the state. */
export const sections = `
const accountProperties = [
  { title: "Access key ID", text: ({ accessKeyId }) => accessKeyId, isDefault: () => true },
  {
    title: "Link WAN activated",
    text: ({ activated }) => formatted(activated),
    isDefault: ({ activated }) => activated,
  },
  ...["missingFeatures", "deniedActions"].map((key) => ({
    title: key === "missingFeatures" ? "Missing features" : "Denied actions",
    text: (account) => account[key].join(", ") || "none",
    isDefault: (account) => account[key].length === 0,
  })),
];

const createAccount = () => {
  const list = create("dl");
  for (const { title } of accountProperties) list.append(create("div", {}, create("dt", {}, title), create("dd")));
  const section = create("section", { className: "account" }, create("h2"), list);
  section.append(...accountTables.map(createTable));
  return section;
};

const fillAccount = (section, account, index) => {
  section.id = "account-" + index;
  setText(find("h2", section), account.name);
  accountProperties.forEach(({ text, isDefault }, index) => {
    const value = section.querySelectorAll("dd")[index];
    setText(value, text(account));
    value.classList.toggle("warning", !isDefault(account));
  });
  accountTables.forEach((definition, index) => {
    fillTable(section.querySelectorAll(".table")[index], definition, account.tables[definition.key]);
  });
};

const createBar = () => {
  const labels = ["action", "usage"].map((className) => create("span", { className }));
  return create("div", { className: "bar" }, create("b"), ...labels, create("meter", { min: 0 }));
};

const fillBar = (bar, { account, action, used, most }, limit) => {
  setText(find("b", bar), account);
  setText(find(".action", bar), action);
  setText(find(".usage", bar), used + " of " + limit + ", peak " + most);
  const meter = find("meter", bar);
  meter.max = limit;
  meter.value = used;
  bar.classList.toggle("idle", used === 0);
  bar.classList.toggle("full", used >= limit);
};

const navLinks = (accounts) => [
  ...accounts.map(({ name }, index) => ({ name, anchor: "account-" + index })),
  { name: "Quota usage", anchor: "quota" },
  { name: "Recent calls", anchor: "calls" },
];

const fill = ({ address, callsPerSecond, callCount, accounts, quota, calls }) => {
  setText(find("#address"), address);
  setText(find("#qps"), callsPerSecond + " calls per second per action and account");
  setText(find("#callCount"), String(callCount));
  const fillLink = (link, { name, anchor }) => {
    setText(link, name);
    link.href = "#" + anchor;
  };
  reconcile(find("nav"), navLinks(accounts), ({ anchor }) => anchor, () => create("a"), fillLink);
  reconcile(find("#accounts"), accounts, ({ name }) => name, createAccount, fillAccount);
  const keyOf = ({ account, action }) => account + " " + action;
  reconcile(find(".bars"), quota, keyOf, createBar, (bar, usage) => fillBar(bar, usage, callsPerSecond));
  setText(find("#quota .count"), quota.length > 0 ? "" : "none");
  fillTable(find("#calls .table"), callTable, calls);
};
`;
