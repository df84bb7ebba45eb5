import assert from "node:assert/strict";
import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { get } from "node:http";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { promisify } from "node:util";
import type { RunningEmulator, Seed } from "../../emulator";
import { gatewaySite } from "../support/gateways";
import { emulated } from "../support/hooks";
import { call, callerOf } from "../support/signedRequest";

const execute = promisify(execFile);
const cli = join(__dirname, "..", "..", "dist", "cli", "main.js");

const assertAlive = async (emulator: RunningEmulator) =>
  assert.equal((await call(callerOf(emulator), "CountRentedJoinPermissions")).status, 200);

describe("emulator with malformed input", () => {
  let emulator: RunningEmulator;
  beforeEach(async () => {
    emulator = await emulated();
  });
  const post = async (body: string | Buffer, path = "/", method = "POST") => {
    const response = await fetch(emulator.url + path, { method, body: method === "GET" ? undefined : body });
    return `${response.status} ${/<Code>(.*?)<\/Code>/.exec(await response.text())?.[1]}`;
  };

  it("keeps an idle connection open for a minute, so that a busy client does not lose a request", async () => {
    const response = await fetch(emulator.url);
    assert.equal(response.headers.get("keep-alive"), "timeout=60");
  });

  const cases: [name: string, body: string | Buffer, path: string, method: string, expected: string][] = [
    ["an empty body", "", "/", "POST", "400 MissingAction"],
    ["a binary body", Buffer.from([0, 255, 254, 37, 0]), "/", "POST", "400 InvalidParameter"],
    ["a body of 20 MB", Buffer.alloc(20_000_000, "a"), "/", "POST", "400 InvalidParameter"],
    ["invalid percent-encoding in the body", "Action=%E0%A4%A", "/", "POST", "400 InvalidParameter"],
    ["invalid percent-encoding in the URL", "", "/?Action=%zz", "GET", "400 InvalidParameter"],
    [
      "__proto__ as a parameter name",
      "__proto__=1&constructor=2&Action=toString",
      "/",
      "POST",
      "400 MissingVersion",
    ],
    ["an unsupported method", "", "/", "PUT", "400 UnsupportedHTTPMethod"],
    ["an unknown path", "", "/anything", "POST", "404 InvalidAction.NotFound"],
  ];
  for (const [name, body, path, method, expected] of cases) {
    it(`returns a documented error for ${name}`, async () => {
      assert.equal(await post(body, path, method), expected);
      await assertAlive(emulator);
    });
  }

  it("treats names of inherited properties like any other unknown action or parameter", async () => {
    for (const action of ["__proto__", "constructor", "toString"]) {
      const { json } = await call(callerOf(emulator), action, {
        __proto__: "1",
        hasOwnProperty: "2",
      } as Record<string, string>);
      assert.equal(json.Code, "InvalidAction.NotFound");
    }
    const { status } = await call(callerOf(emulator), "CountNodeGroups", JSON.parse('{"__proto__": "1"}'));
    assert.equal(status, 200);
  });

  it("survives non-HTTP input and incomplete requests", async () => {
    const port = Number(new URL(emulator.url).port);
    for (const bytes of [
      "\u0000\u0001\u0002",
      "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nAction=",
    ]) {
      await new Promise<void>((resolve) => {
        const socket = connect(port, "127.0.0.1", () => socket.end(bytes));
        socket.on("close", () => resolve());
        socket.on("error", () => {});
        socket.resume();
        setTimeout(() => socket.destroy(), 200);
      });
    }
    await assertAlive(emulator);
  });

  /** Sends a request with the given Host header, which `fetch` cannot set. Returns the status and the body. */
  const getAs = async (host: string, path: string) => {
    const [response] = await once(get(`${emulator.url}${path}`, { headers: { host } }), "response");
    return { status: response.statusCode, body: await text(response) };
  };

  for (const path of ["/_emulator", "/_emulator/state", "/?Action=CountNodeGroups"])
    it(`rejects ${path} if the Host header names another machine, as in a DNS rebinding attack`, async () => {
      for (const host of [
        "evil.example",
        "evil.example:8010",
        "localhost.evil.example",
        "127.0.0.1.nip.io",
      ]) {
        const { status, body } = await getAs(host, path);
        assert.deepEqual([host, status], [host, 403]);
        assert.match(body, /^Forbidden\. The Host header must be/);
      }
      for (const host of ["127.0.0.1", "localhost:1", "[::1]:8010", "LOCALHOST"])
        assert.notEqual((await getAs(host, path)).status, 403, host);
      assert.ok(emulator.calls.every(({ code }) => code === "MissingVersion"));
    });

  it("truncates the record of a call, even if the call is not signed", async () => {
    const long = "x".repeat(500_000);
    const categories = Array.from({ length: 10_000 }, (_, n) => `&Category.${n + 1}=y`).join("");
    await post(`Action=${long}&JoinPermissionName=${long}`);
    await post(`Action=ApplyRoamingJoinPermission&JoinPermissionName=${long}`);
    await post(`Action=ListNotifications${categories}`);
    assert.equal(emulator.calls.length, 3);
    assert.ok(JSON.stringify(emulator.calls).length < 3_000);
  });

  it("responds to 1,000 simultaneous connections", async () => {
    const big = await emulated({ qps: 1_000 });
    const statuses = await Promise.all(
      Array.from({ length: 1_000 }, async () => {
        const response = await fetch(`${big.url}/?Action=x`, { headers: { connection: "close" } });
        await response.arrayBuffer();
        return response.status;
      }),
    );
    assert.deepEqual(new Set(statuses), new Set([400]));
    await assertAlive(big);
  });
});

describe("emulator seed", () => {
  const invalid: [seed: unknown, expected: RegExp][] = [
    [[], /invalid seed: must be an object/],
    [
      { account: [] },
      /unknown key "account"; valid keys: accounts, joinPermissions, gateways, nodes, traffic, nodeGroups/,
    ],
    [{ accounts: {} }, /accounts must be an array/],
    [{ accounts: [{ accessKeyId: "a" }] }, /accounts\[0\]\.name is required/],
    [
      { accounts: [{ name: "a", secret: "s" }] },
      /accounts\[0\]: unknown key "secret"; valid keys: name, accessKeyId/,
    ],
    [{ accounts: [{ name: "a" }, { name: "a" }] }, /accounts: duplicate name "a"/],
    [
      { accounts: [{ name: "a" }, { name: "b", accessKeyId: "emulator-a" }] },
      /accounts: duplicate accessKeyId "emulator-a"/,
    ],
    [
      { accounts: [{ name: "a" }, { name: "b", otherKeys: [{ accessKeyId: "emulator-a" }] }] },
      /accounts: duplicate accessKeyId "emulator-a"/,
    ],
    [
      { accounts: [{ name: "a", otherKeys: [{}] }] },
      /accounts\[0\]\.otherKeys\[0\]\.accessKeyId is required/,
    ],
    [
      { accounts: [{ name: "a", otherKeys: [{ accessKeyId: "k", accountId: "1" }] }] },
      /accounts\[0\]\.otherKeys\[0\]: unknown key "accountId"; valid keys: accessKeyId, /,
    ],
    [{ accounts: [{ name: "a", accountId: "1" }] }, /accounts\[0\]\.accountId must be 16 decimal digits/],
    [
      {
        accounts: [
          { name: "a", accountId: "1234567890123456" },
          { name: "b", accountId: "1234567890123456" },
        ],
      },
      /accounts: duplicate accountId "1234567890123456"/,
    ],
    [
      { joinPermissions: [{ owner: "nobody", name: "valley" }] },
      /join permission "valley": unknown account "nobody"/,
    ],
    [
      { joinPermissions: [{ owner: "owner", name: "x" }] },
      /join permission "x": The specified name is invalid/,
    ],
    [{ accounts: ["renter"] }, /accounts\[0\] must be an object/],
    [{ accounts: [{ name: "a", arrears: "no" }] }, /accounts\[0\]\.arrears must be a boolean/],
    [
      { accounts: [{ name: "a", missingFeatures: "NODE" }] },
      /missingFeatures must be an array of non-empty strings/,
    ],
    [{ gateways: {} }, /gateways must be an array/],
    [{ gateways: [{ gwEui: "aaaa000000000001" }] }, /gateways\[0\]\.pinCode is required/],
    [{ gateways: [{ gwEui: "aaaa", pinCode: "100001" }] }, /gateways\[0\]\.gwEui must be 16 hex digits/],
    [
      { gateways: [{ gwEui: "aaaa000000000001", pinCode: 100_001 }] },
      /gateways\[0\]\.pinCode must be 6 decimal digits/,
    ],
    [
      {
        gateways: ["aaaa000000000001", "AAAA000000000001"].map((gwEui) => ({ gwEui, pinCode: "100001" })),
      },
      /gateways: duplicate gwEui "aaaa000000000001"/,
    ],
    [{ nodes: [{ pinCode: "100001" }] }, /nodes\[0\]\.devEui is required/],
    [
      { nodes: [{ devEui: "dddd000000000001", pinCode: "100001", key: "" }] },
      /nodes\[0\]: unknown key "key"; valid keys: devEui, pinCode/,
    ],
    [
      { nodes: ["dddd000000000001", "dddd000000000001"].map((devEui) => ({ devEui, pinCode: "100001" })) },
      /nodes: duplicate devEui "dddd000000000001"/,
    ],
    [{ nodeGroups: [{ account: "renter" }] }, /nodeGroups\[0\]\.name is required/],
    [{ nodeGroups: [{ account: "nobody", name: "pumps" }] }, /node group "pumps": unknown account "nobody"/],
    [{ nodeGroups: [{ account: "renter", name: "x" }] }, /node group "x": The specified name is invalid/],
    [
      { nodeGroups: [{ account: "renter", name: "pumps", locks: {} }] },
      /nodeGroups\[0\]\.locks must be an array/,
    ],
    [
      { nodeGroups: [{ account: "renter", name: "pumps", locks: [{}, null] }] },
      /nodeGroups\[0\]\.locks\[1\] must be an object/,
    ],
    [
      { nodeGroups: [{ account: "renter", name: "pumps", locks: [{ kind: "WRITE" }] }] },
      /nodeGroups\[0\]\.locks\[0\]: unknown key "kind"; valid keys: lockId, lockType, enabled/,
    ],
    [
      { nodeGroups: [{ account: "renter", name: "pumps", locks: [{ enabled: 1 }] }] },
      /nodeGroups\[0\]\.locks\[0\]\.enabled must be a boolean/,
    ],
    [
      { nodeGroups: [{ account: "renter", name: "pumps", locks: [{ lockId: "7" }, { lockId: "7" }] }] },
      /nodeGroups\[0\]\.locks: duplicate lockId "7"/,
    ],
  ];
  for (const [seed, expected] of invalid) {
    it(`rejects ${JSON.stringify(seed)}`, async () => {
      await assert.rejects(emulated({ seed: seed as Seed }), expected);
    });
  }
});

describe("initial state of the emulator", () => {
  const identities = [
    ["CreateGateway", "aaaa000000000001", "100001"],
    ["CreateGateway", "aaaa00000000000a", "100010"],
    ["AddNodeToGroup", "dddd000000000001", "100001"],
    ["AddNodeToGroup", "dddd0000000003e8", "101000"],
  ] as const;
  const use = (emulator: RunningEmulator, action: string, eui: string, PinCode: string) =>
    emulator.callAs("renter", action, {
      ...gatewaySite,
      NodeGroupId: 301,
      GwEui: eui,
      DevEui: eui,
      PinCode,
    });
  const nodeGroups = [{ account: "renter", name: "pumps" }];

  it("contains ten gateways and 1,000 nodes by default", async () => {
    const emulator = await emulated({ seed: { nodeGroups } });
    for (const [action, eui, pinCode] of identities) use(emulator, action, eui, pinCode);
    for (const eui of ["aaaa000000000000", "aaaa00000000000b"])
      assert.throws(() => use(emulator, "CreateGateway", eui, "100000"), { code: "InvalidPinCode" });
    for (const eui of ["dddd000000000000", "dddd0000000003e9"])
      assert.throws(() => use(emulator, "AddNodeToGroup", eui, "100000"), { code: "NodeDoesNotExist" });
  });

  it("contains only the gateways and nodes of the seed", async () => {
    const gateways = [{ gwEui: "00000000000000AB", pinCode: "000001" }];
    const nodes = [{ devEui: "00000000000000CD", pinCode: "000002" }];
    const emulator = await emulated({ seed: { gateways, nodes, nodeGroups } });
    use(emulator, "CreateGateway", "00000000000000ab", "000001");
    use(emulator, "AddNodeToGroup", "00000000000000cd", "000002");
    for (const [action, eui, pinCode] of identities)
      assert.throws(() => use(emulator, action, eui, pinCode), {
        code: action === "CreateGateway" ? "InvalidPinCode" : "NodeDoesNotExist",
      });
  });

  it("contains the node groups of the seed, with their locks", async () => {
    const groups = [
      { account: "renter", name: "locked", locks: [{}] },
      { account: "renter", name: "open", locks: [{ lockId: "L", lockType: "READ" }, { enabled: false }] },
    ];
    const emulator = await emulated({ seed: { nodeGroups: groups } });
    const { List } = emulator.callAs("renter", "ListNodeGroups", { Offset: 0, Limit: 9 }) as {
      List: { NodeGroupId: string; Locks: Record<string, unknown>[] }[];
    };
    const [locked, open] = List;
    const [lock] = locked?.Locks ?? [];
    assert.match(String(lock?.LockId), /^\d+$/);
    assert.deepEqual([lock?.LockType, lock?.Enabled], ["WRITE", true]);
    assert.deepEqual(
      open?.Locks.map(({ LockType, Enabled }) => [LockType, Enabled]),
      [
        ["READ", true],
        ["WRITE", false],
      ],
    );
    assert.equal(open?.Locks[0]?.LockId, "L");
    const remove = (NodeGroupId = "") => emulator.callAs("renter", "DeleteNodeGroup", { NodeGroupId });
    assert.throws(() => remove(locked?.NodeGroupId), { code: "ResourceLocked" });
    remove(open?.NodeGroupId);
  });
});

describe("emulator command", () => {
  /** Starts the emulator command. Returns the parsed first line of output, and a function that stops the emulator. */
  const start = async (...args: string[]) => {
    const child = spawn(process.execPath, [cli, "emulator", ...args], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    const line = await new Promise<string>((resolve, reject) => {
      child.stdout.once("data", (data: Buffer) => resolve(data.toString()));
      child.once("exit", (code) => reject(new Error(`exit code ${code}`)));
    });
    const stop = () =>
      new Promise<number | null>((resolve) => {
        child.removeAllListeners("exit");
        child.once("exit", (code) => resolve(code));
        child.kill("SIGINT");
      });
    return { stop, ...(JSON.parse(line) as Pick<RunningEmulator, "url" | "accounts">) };
  };

  it("prints one line of JSON, listens on loopback and exits on SIGINT", async () => {
    const { url, accounts, stop } = await start();
    assert.match(url, /^http:\/\/127\.0\.0\.1:\d+$/);
    assert.deepEqual(
      accounts.map(({ name }) => name),
      ["renter", "owner"],
    );
    assert.equal((await call(callerOf({ url, accounts }), "CountRentedJoinPermissions")).status, 200);
    assert.equal(await stop(), 0);
  });

  it("accepts a seed file, a quota and a latency", async () => {
    const folder = mkdtempSync(join(tmpdir(), "linkwan-seed-"));
    const seed = join(folder, "seed.json");
    const accounts = [{ name: "acme", accessKeyId: "id", accessKeySecret: "word" }, { name: "grid" }];
    writeFileSync(
      seed,
      JSON.stringify({ accounts, joinPermissions: [{ owner: "grid", name: "valley", offeredTo: "acme" }] }),
    );
    const running = await start("--seed", seed, "--qps", "1", "--latency", "40-60");
    try {
      const caller = callerOf(running);
      assert.deepEqual([caller.accessKeyId, caller.accessKeySecret], ["id", "word"]);
      const begin = Date.now();
      assert.equal(
        (await call(caller, "GetJoinPermissionAuthOrder", { OrderId: "7001" })).json.Data.OrderState,
        "APPLYING",
      );
      assert.ok(Date.now() - begin >= 40);
      // Sends the calls in parallel, so that they arrive within a second even on a busy machine.
      const codes = [1, 2].map(async () => (await call(caller, "CountNodeGroups")).json.Code);
      assert.deepEqual((await Promise.all(codes)).sort(), ["Throttling.User", undefined]);
    } finally {
      await running.stop();
      rmSync(folder, { recursive: true });
    }
  });

  it("injects the faults in a fault file", async () => {
    const folder = mkdtempSync(join(tmpdir(), "linkwan-faults-"));
    const file = join(folder, "faults.json");
    writeFileSync(file, '[{"action": "CountNodeGroups", "code": "ForbiddenByRam", "nth": 2}]');
    const running = await start("--faults", file);
    const codes: unknown[] = [];
    for (let i = 0; i < 3; i++) codes.push((await call(callerOf(running), "CountNodeGroups")).json.Code);
    assert.deepEqual(codes, [undefined, "ForbiddenByRam", undefined]);
    await running.stop();
    rmSync(folder, { recursive: true });
  });

  const invalid: [args: string[], expected: RegExp][] = [
    [
      ["emulator", "--port", "99999"],
      /^pulumi-linkwan: --port must be an integer from 0 to 65535, not "99999"\n$/,
    ],
    [["emulator", "--latency", "fast"], /^pulumi-linkwan: --latency must be an integer/],
    [["emulator", "--seed", "/nowhere.json"], /^pulumi-linkwan: cannot read --seed \/nowhere\.json: ENOENT/],
    [["emulator", "--wrong"], /^pulumi-linkwan: Unknown option '--wrong'/],
    [
      ["emulate"],
      /^pulumi-linkwan: unknown command "emulate"; valid commands: adopt, doctor, emulator, probe\n$/,
    ],
  ];
  for (const [args, expected] of invalid) {
    it(`rejects "${args.join(" ")}" with a one-line error`, async () => {
      const { code, stderr } = await execute(process.execPath, [cli, ...args]).then(
        () => ({ code: 0, stderr: "" }),
        (error: { code: number; stderr: string }) => error,
      );
      assert.equal(code, 1);
      assert.match(stderr, expected);
      assert.equal(stderr.split("\n").length, 2);
    });
  }

  it("prints its usage", async () => {
    const { stdout } = await execute(process.execPath, [cli, "--help"]);
    assert.match(stdout, /usage: pulumi-linkwan COMMAND[\s\S]*--seed FILE/);
  });
});
