// Implements the protocol of the method exchange in test/sdk/client.ts.
const { createInterface } = require("node:readline");

/** For each batch on stdin, writes the outcomes of `call(client, batch, action, parameters)` to stdout. */
exports.serve = async (openClient, call) => {
  for await (const line of createInterface({ input: process.stdin })) {
    const batch = JSON.parse(line);
    const client = openClient(batch);
    const outcomes = batch.calls.map(({ action, parameters }) =>
      call(client, batch, action, parameters).catch((error) => ({ failure: `${error}` })),
    );
    process.stdout.write(`${JSON.stringify(await Promise.all(outcomes))}\n`);
  }
};
