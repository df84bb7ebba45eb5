import assert from "node:assert/strict";
import type { Browser, Page } from "puppeteer-core";
import type { RunningEmulator, ServerOptions } from "../../emulator";
import { openBrowser } from "../support/browser";
import { gatewaySite } from "../support/gateways";
import { emulated } from "../support/hooks";
import { devEui, gwEui, makeNetwork } from "../support/network";
import { call, callerOf } from "../support/signedRequest";

/** The page polls about once per second, but can take longer on a busy machine. */
const TIMEOUT_MS = 20_000;

describe("emulator page", () => {
  let browser: Browser;
  let page: Page;
  /** Errors, console output and requests to other origins. */
  let violations: string[];
  before(async function () {
    this.timeout(120_000);
    browser = await openBrowser();
  });
  after(() => browser?.close());
  beforeEach(async () => {
    violations = [];
    page = await browser.newPage();
    page.on("pageerror", (error) => violations.push(String(error)));
    page.on("console", (message) => violations.push(`${message.type()}: ${message.text()}`));
  });
  afterEach(async () => {
    await page.close();
    assert.deepEqual(violations, []);
  });

  /** Opens the page of a new emulator and waits until it shows the state. */
  const open = async (options: ServerOptions = {}): Promise<RunningEmulator> => {
    const cloud = await emulated(options);
    page.on("request", (request) => {
      if (!request.url().startsWith(`${cloud.url}/`) && !request.url().startsWith("data:"))
        violations.push(`request: ${request.url()}`);
    });
    await page.goto(`${cloud.url}/_emulator`);
    await page.waitForFunction("document.querySelector('#accounts').children.length > 0");
    return cloud;
  };
  const evaluate = async <T>(expression: string): Promise<T> => (await page.evaluate(expression)) as T;
  const waitFor = (expression: string) => page.waitForFunction(expression, { timeout: TIMEOUT_MS });

  /** Returns the rows of a table; for a per-account table, `account` is the index of the account. */
  const rows = (table: string, account?: number): Promise<string[]> => {
    const ancestor = account === undefined ? "" : `#account-${account} `;
    return evaluate(`[...document.querySelectorAll('${ancestor}[data-table=${table}] tbody tr')]
      .map((row) => [...row.children].map((cell) => cell.textContent).join(" | "))`);
  };
  const heading = (table: string, account: number) =>
    evaluate<string>(`document.querySelector('#account-${account} [data-table=${table}] h3').innerText`);

  const seed = {
    accounts: [
      { name: "renter", missingFeatures: ["DATA_DISPATCH"], deniedActions: ["DeleteNodeGroup"] },
      { name: "owner", activated: true },
    ],
    joinPermissions: [
      { owner: "owner", name: "valley", offeredTo: "renter" },
      { owner: "owner", name: "harbour", classMode: "C", freqBandPlanGroupId: 102, offeredTo: "renter" },
      { owner: "owner", name: "depot" },
    ],
  } as const;

  it("shows accounts, permissions, orders and node groups", async () => {
    const cloud = await open({ seed });
    cloud.callAs("renter", "AcceptJoinPermissionAuthOrder", { OrderId: 7001 });
    cloud.callAs("renter", "CreateNodeGroup", { NodeGroupName: "meters", JoinPermissionId: 50001 });
    cloud.callAs("renter", "CreateNodeGroup", { NodeGroupName: "spare" });
    await waitFor("document.querySelectorAll('[data-table=nodeGroups] tbody tr').length === 2");
    assert.match(
      await evaluate("document.querySelector('#account-0').innerText"),
      /^renter\s+Access key ID\s*emulator-renter\s+Link WAN activated\s*yes\s+Missing features\s*DATA_DISPATCH\s+Denied actions\s*DeleteNodeGroup/,
    );
    assert.deepEqual(await rows("rentedJoinPermissions", 0), [
      "50001 | valley | LOCAL | A | 101 | d896e0efff000000 | yes | 301 meters | owner",
    ]);
    assert.deepEqual(await rows("nodeGroups", 0), [
      "301 | meters | 50001 valley | 0 | off | –",
      "302 | spare | – | 0 | off | –",
    ]);
    assert.match(
      (await rows("offeredOrders", 0)).join(),
      /^7002 \| APPLYING \| 50002 harbour \| owner \| [\d:.]{12}$/,
    );
    assert.deepEqual(await rows("offeredOrders", 1), []);
    assert.deepEqual(await rows("ownedJoinPermissions", 1), [
      "50001 | valley | ACCEPTED | renter | A | 101 | yes | –",
      "50002 | harbour | APPLYING | – | C | 102 | yes | 7002",
      "50003 | depot | NEW | – | A | 101 | yes | –",
    ]);
    assert.equal(await heading("ownedJoinPermissions", 1), "Owned join permissions 入网凭证 3");
    assert.equal(await heading("gateways", 0), "Gateways 网关 none");
    assert.match(await evaluate("document.querySelector('header').innerText"), new RegExp(cloud.url));
  });

  it("shows gateways, and the nodes, data dispatch and locks of node groups", async () => {
    const cloud = await open();
    const NodeGroupId = String(cloud.callAs("renter", "CreateNodeGroup", { NodeGroupName: "meters" }));
    const queue = { DataDispatchDestination: "MQ", UplinkRegionName: "cn-shanghai", UplinkTopic: "t" };
    cloud.callAs("renter", "UpdateDataDispatchConfig", { NodeGroupId, ...queue });
    cloud.callAs("renter", "UpdateDataDispatchEnablingState", { NodeGroupId, DataDispatchEnabled: true });
    cloud.callAs("renter", "AddNodeToGroup", { DevEui: "dddd000000000001", PinCode: "100001", NodeGroupId });
    cloud.lockNodeGroup(NodeGroupId);
    cloud.callAs("owner", "CreateGateway", { ...gatewaySite, GwEui: "aaaa000000000001", PinCode: "100001" });
    await waitFor("document.querySelectorAll('[data-table=gateways] tbody tr').length === 1");
    assert.deepEqual(await rows("nodeGroups", 0), [`${NodeGroupId} | meters | – | 1 | ONS | WRITE`]);
    assert.deepEqual(await rows("gateways", 0), []);
    assert.deepEqual(await rows("gateways", 1), [
      "aaaa000000000001 | roof | 101 | yes | OFFLINE | 杭州 西湖 1, Lake Road",
    ]);
  });

  it("shows nodes, notifications and tuple orders", async () => {
    const cloud = await open();
    const { group } = makeNetwork(cloud);
    const order = { RequiredCount: 2, TupleType: "standard" };
    const orderId = String(cloud.callAs("renter", "SubmitGatewayTupleOrder", order));
    for (let i = 0; i < 2; i++) cloud.transmit({ devEui: devEui(1), gwEuis: [gwEui(1)] });
    cloud.callAs("renter", "SendUnicastCommand", { DevEui: devEui(2), FPort: 1, Content: "00" });
    cloud.setGatewayOnline(gwEui(1), false);
    await waitFor("document.querySelectorAll('[data-table=notifications] tbody tr').length === 1");
    const { DevAddr } = cloud.callAs("renter", "GetNode", { DevEui: devEui(1) }) as { DevAddr: string };
    const [first = "", second] = await rows("nodes", 0);
    assert.equal(
      first.replace(/\d\d:\d\d:\d\d\.\d{3}/, "TIME"),
      `${devEui(1)} | ${group} pumps | yes | ${DevAddr} | TIME | 2 | 0`,
    );
    assert.equal(second, `${devEui(2)} | ${group} pumps | yes | – | – | 0 | 1`);
    const [notification = ""] = await rows("notifications", 0);
    assert.match(
      notification,
      /^\d+ \| [\d:.]{12} \| GATEWAY_OFFLINE \| gateway aaaa000000000001 \| UNHANDLED$/,
    );
    assert.deepEqual(await rows("tupleOrders", 0), [`${orderId} | GATEWAY | standard | 2 | APPLYING`]);
    assert.equal(await heading("tupleOrders", 1), "Tuple orders 密钥工单 none");
  });

  it("shows a new call without reloading, and keeps the scroll position and the selection", async () => {
    const cloud = await open({ seed });
    const caller = callerOf(cloud, 1);
    await call(caller, "GetOwnedJoinPermission", { JoinPermissionId: "50002" });
    await waitFor("document.querySelectorAll('[data-table=calls] tbody tr').length === 1");
    await page.evaluate(`{
      window.isSame = true;
      window.scrollTo(0, 200);
      getSelection().selectAllChildren(document.querySelector('[data-table=calls] [data-column=about] span'));
    }`);
    await call(caller, "DeleteLocalJoinPermission", { JoinPermissionId: "50001" });
    await waitFor("document.querySelectorAll('[data-table=calls] tbody tr').length === 2");
    const shown = (await rows("calls")).map((row) => row.replace(/^[\d:.]{12} \| | \| [0-9A-F-]{36}$/g, ""));
    assert.deepEqual(shown, [
      "owner | DeleteLocalJoinPermission | join permission 50001 | OK",
      "owner | GetOwnedJoinPermission | join permission 50002 | OK",
    ]);
    assert.equal((await rows("ownedJoinPermissions", 1)).length, 2);
    assert.equal(await evaluate("document.querySelector('#callCount').innerText"), "2");
    const pageState = "[window.isSame, window.scrollY, String(getSelection())]";
    assert.deepEqual(await evaluate(pageState), [true, 200, "join permission 50002"]);
  });

  it("colors successful, failed and throttled calls differently", async () => {
    const now = Date.now();
    const cloud = await open({ qps: 1, now: () => now });
    await call(callerOf(cloud), "CountNodeGroups");
    await call(callerOf(cloud), "CountNodeGroups");
    await call(callerOf(cloud), "GetNodeGroup", { NodeGroupId: "1" });
    await waitFor("document.querySelectorAll('[data-table=calls] tbody tr').length === 3");
    const codes = await evaluate<[string, string, string][]>(
      `[...document.querySelectorAll('[data-column=code] span')]
        .map((code) => [code.textContent, code.dataset.badge, getComputedStyle(code).backgroundColor])`,
    );
    assert.deepEqual(
      codes.map(([code, badge]) => `${code} ${badge}`),
      ["NonExistent failed", "Throttling.User refused", "OK done"],
    );
    assert.equal(new Set(codes.map(([, , colour]) => colour)).size, 3);
  });

  it("shows the last 50 calls, newest first", async () => {
    const cloud = await open({ qps: 1_000 });
    for (let i = 1; i <= 55; i++) await call(callerOf(cloud), "GetNodeGroup", { NodeGroupId: String(i) });
    await waitFor("document.querySelector('#callCount').innerText === '55'");
    const shown = await rows("calls");
    assert.equal(shown.length, 50);
    assert.match(shown[0] ?? "", /node group 55 /);
    assert.match(shown[49] ?? "", /node group 6 /);
  });

  it("shows the quota usage of each account and action", async () => {
    let now = Date.now();
    const cloud = await open({ now: () => now });
    for (let i = 0; i < 3; i++) await call(callerOf(cloud), "CountNodeGroups");
    for (let i = 0; i < 6; i++) await call(callerOf(cloud, 1), "CountNodeGroups");
    const bars = () =>
      evaluate(`[...document.querySelectorAll('.bar')].map((bar) => [
        bar.innerText.replaceAll('\\n', ' '), bar.querySelector('meter').value, bar.querySelector('meter').max])`);
    await waitFor("document.querySelector('#callCount').innerText === '9'");
    assert.deepEqual(await bars(), [
      ["renter CountNodeGroups 3 of 5, peak 3", 3, 5],
      ["owner CountNodeGroups 5 of 5, peak 5", 5, 5],
    ]);
    now += 1_000;
    await call(callerOf(cloud), "CountNodeGroups");
    await waitFor("document.querySelector('#callCount').innerText === '10'");
    assert.deepEqual(await bars(), [
      ["renter CountNodeGroups 1 of 5, peak 3", 1, 5],
      ["owner CountNodeGroups 0 of 5, peak 5", 0, 5],
    ]);
  });

  it("shows names and actions as text, never as HTML", async () => {
    const name = `<img src=x onerror="document.title='run'">`;
    const cloud = await open({ seed: { accounts: [{ name }] } });
    await call(callerOf(cloud), `${name}</script><script>document.title='run'</script>`);
    await waitFor("document.querySelector('#callCount').innerText === '1'");
    assert.equal(await evaluate("document.querySelector('#account-0 h2').textContent"), name);
    assert.match((await rows("calls"))[0] ?? "", /<\/script><script>/);
    assert.deepEqual(await evaluate("[document.title, document.images.length, document.scripts.length]"), [
      "Link WAN emulator",
      0,
      1,
    ]);
  });

  it("reveals no secrets or tokens", async () => {
    const accounts = [
      { name: "renter", accessKeySecret: "secret-of-renter" },
      { name: "owner", accessKeySecret: "secret-of-owner", securityToken: "token-of-owner" },
    ];
    const cloud = await open({ seed: { accounts } });
    await call(callerOf(cloud), "CountNodeGroups");
    const common = { SecurityToken: "token-of-owner" };
    assert.equal((await call(callerOf(cloud, 1), "CountNodeGroups", {}, { common })).status, 200);
    await waitFor("document.querySelector('#callCount').innerText === '2'");
    const output = [
      await evaluate<string>("document.documentElement.outerHTML"),
      await (await fetch(`${cloud.url}/_emulator`)).text(),
      await (await fetch(`${cloud.url}/_emulator/state`)).text(),
    ].join("\n");
    assert.match(output, /emulator-owner/);
    assert.doesNotMatch(output, /secret-of|token-of/);
  });

  it("reports that the emulator has stopped, and recovers after a restart", async () => {
    const cloud = await open();
    const banner = "document.querySelector('#offline')";
    assert.equal(await evaluate(`${banner}.checkVisibility()`), false);
    await cloud.close();
    await waitFor(`${banner}.checkVisibility()`);
    assert.match(
      await evaluate(`${banner}.innerText`),
      /^The emulator does not respond; last seen at \d\d:\d\d:\d\d$/,
    );
    await emulated({ port: Number(new URL(cloud.url).port), seed: { accounts: [{ name: "newcomer" }] } });
    await waitFor(`!${banner}.checkVisibility()`);
    assert.equal(await evaluate("document.querySelector('#accounts').innerText.split('\\n')[0]"), "newcomer");
    assert.ok(violations.every((each) => each.includes("Failed to load resource")));
    violations = [];
  });

  it("fits the width of a phone screen", async () => {
    await page.setViewport({ width: 390, height: 844, isMobile: true });
    const cloud = await open({ seed });
    cloud.callAs("renter", "AcceptJoinPermissionAuthOrder", { OrderId: 7001 });
    await call(callerOf(cloud), "UpdateRoamingJoinPermissionEnablingState", {
      JoinPermissionId: "50001",
      Enabled: "maybe",
    });
    await waitFor("document.querySelector('#callCount').innerText === '1'");
    const overflowing = `[...document.querySelectorAll('body *')]
      .filter((each) => each.getBoundingClientRect().right > 390).map((each) => each.outerHTML)`;
    assert.deepEqual(await evaluate(overflowing), []);
  });

  it("is served without latency, quota or faults, and adds no call records", async () => {
    const cloud = await emulated({ qps: 1, latency: 60_000 });
    cloud.injectFault({ action: "*", answer: "dropped", times: 100 });
    for (const path of ["", "/state", "/state?x", "/state"])
      assert.equal((await fetch(`${cloud.url}/_emulator${path}`)).status, 200);
    assert.deepEqual(cloud.calls, []);
  });

  const requests: [method: string, path: string, expected: string][] = [
    ["POST", "/_emulator", "405 text/plain;charset=utf-8"],
    ["DELETE", "/_emulator/state", "405 text/plain;charset=utf-8"],
    ["GET", "/_emulator/", "404 text/plain;charset=utf-8"],
    ["GET", "/_emulator/nothing", "404 text/plain;charset=utf-8"],
    ["HEAD", "/_emulator", "200 text/html;charset=utf-8"],
    ["GET", "/_emulators", "404 text/xml;charset=utf-8"],
  ];
  for (const [method, path, expected] of requests) {
    it(`replies to ${method} ${path} with ${expected}`, async () => {
      const cloud = await emulated();
      const { status, headers } = await fetch(cloud.url + path, { method });
      assert.equal(`${status} ${headers.get("content-type")}`, expected);
      assert.equal(cloud.calls.length, path === "/_emulators" ? 1 : 0);
    });
  }

  it("allows no scripts or styles except its own", async () => {
    const { url } = await emulated();
    const response = await fetch(`${url}/_emulator`);
    const policy = response.headers.get("content-security-policy") ?? "";
    assert.match(policy, /^default-src 'none'; script-src 'sha256-[^ ]+'; style-src 'sha256-[^ ]+'; /);
    assert.match(
      await response.text(),
      /<link rel="icon" href="data:/,
      "without an icon, browsers request /favicon.ico",
    );
  });
});
