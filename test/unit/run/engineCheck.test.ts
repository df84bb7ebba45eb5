import assert from "node:assert/strict";
import { createServer, type Server } from "node:net";
import { engineCheck } from "../../../provider/run/engineCheck";
import { listen } from "../../support/httpServer";

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
    await assert.rejects(check(), /the Pulumi engine has exited; nothing was changed/);
  });

  it("does nothing without an engine, or without its address", async () => {
    await engineCheck(["node", "dynamic-provider", "127.0.0.1:1"])();
    await engineCheck(["node", "test.js"])();
  });
});
