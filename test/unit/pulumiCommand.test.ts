import assert from "node:assert/strict";
import { createServer, type Server } from "node:net";
import { engineCheck, isDestroy, stackOf } from "../../provider/pulumiCommand";
import { listen } from "../support/httpServer";

const listening = async (): Promise<{ server: Server; address: string }> => {
  const server = createServer((socket) => socket.destroy());
  return { server, address: `127.0.0.1:${await listen(server)}` };
};

describe("engineCheck", () => {
  it("throws once an engine that was reachable has exited", async () => {
    const { server, address } = await listening();
    const check = engineCheck(["node", "dynamic-provider", address]);
    await check();
    await new Promise((resolve) => server.close(resolve));
    await assert.rejects(check(), /Pulumi's engine has ended; nothing was changed/);
  });

  it("does nothing without an engine, or without its address", async () => {
    await engineCheck(["node", "dynamic-provider", "127.0.0.1:1"])();
    await engineCheck(["node", "test.js"])();
  });
});

describe("stackOf", () => {
  for (const args of ["--stack dev", "--stack=dev", "-s dev", "-s=dev", "-sdev", "-fys dev", "-ysdev"])
    it(`finds the stack in pulumi up ${args}`, () => {
      assert.equal(stackOf(["up", "--yes", ...args.split(" ")]), "dev");
    });

  it("finds no stack in other options", () => {
    assert.equal(stackOf(["up", "-y", "-t", "urn", "-ms", "--skip-preview"]), undefined);
  });
});

describe("isDestroy", () => {
  for (const args of ["destroy", "down --yes", "--color never dn", "destroy --run-program -m up"])
    it(`recognizes pulumi ${args}`, () => assert.ok(isDestroy(args.split(" "))));

  for (const args of ["up -m destroy", "update --stack destroy", "--yes up -s down", "refresh"])
    it(`does not take pulumi ${args} for a destroy`, () => assert.ok(!isDestroy(args.split(" "))));
});
