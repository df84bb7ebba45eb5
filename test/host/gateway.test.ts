import assert from "node:assert/strict";
import { doorName } from "../support/door";
import { site } from "../support/gateways";
import type { Values } from "../support/host";
import { HostStage } from "../support/hostStage";

const declared = { gwEui: "AAAA000000000001", pinCode: "100001", ...site };
const gwEui = "aaaa000000000001";

describe(`Gateway in the ${doorName} host`, () => {
  let stage: HostStage;
  beforeEach(async () => {
    stage = await HostStage.open("Gateway");
  });
  afterEach(() => stage.close());

  const inCloud = () => stage.callAs("GetGateway", { GwEui: gwEui }) as Values;

  it("registers a gateway with its PIN, and keeps the PIN in the state although no read returns the PIN", async () => {
    const { id, state, inputs } = await stage.host.up(declared);
    assert.deepEqual(stage.calls(), ["ListGateways", "CreateGateway", "GetGateway"]);
    assert.equal(id, gwEui);
    const { __account, __key, __inputs, ...rest } = state;
    assert.deepEqual(rest, { ...declared, gwEui, name: "lease", enabled: true });
    assert.notEqual(inCloud().Longitude, declared.longitude, "the cloud stores 32-bit floats");
    assert.equal((await stage.host.diff(id, state, inputs)).changes, false);
    assert.deepEqual((await stage.host.read(id, state)).state, state);
    assert.ok(!JSON.stringify(stage.cloud.calls).includes("100001"));
  });

  it("updates enabled with one call and all other values with another, and ignores coordinate differences below the cloud's precision", async () => {
    const { id, state, inputs } = await stage.host.up(declared);
    const near = { ...inputs, longitude: declared.longitude + 0.000004 };
    assert.equal((await stage.host.diff(id, state, near)).changes, false);
    const change = {
      name: "tower",
      description: "on the roof",
      latitude: -3.25,
      communicationMode: "HALF_DUPLEX",
    };
    const calls = await stage.callsOf(async () => {
      const updated = await stage.host.update(id, state, { ...inputs, ...change });
      for (const [name, value] of Object.entries(change)) assert.equal(updated[name], value);
      await stage.host.update(id, updated, { ...inputs, ...change, enabled: false });
    });
    assert.deepEqual(calls, ["UpdateGateway", "GetGateway", "UpdateGatewayEnablingState", "GetGateway"]);
    const sent = stage.cloud.calls.find(({ action }) => action === "UpdateGateway");
    assert.deepEqual(Object.keys(sent?.parameters ?? {}).sort(), [
      "CommunicationMode",
      "Description",
      "GwEui",
      "Latitude",
      "Name",
    ]);
    assert.equal(inCloud().Enabled, false);
  });

  it("updates a changed PIN in the state without sending the PIN", async () => {
    const { id, state, inputs } = await stage.host.up(declared);
    const news = { ...inputs, pinCode: "654321" };
    assert.deepEqual(await stage.host.diff(id, state, news), {
      changes: true,
      replaces: [],
      deleteBeforeReplace: false,
    });
    const calls = await stage.callsOf(() => stage.host.update(id, state, news));
    assert.deepEqual(calls, ["GetGateway"]);
  });

  it("replaces the gateway if its GwEUI changes, and registers the new gateway first", async () => {
    const { id, state, inputs } = await stage.host.up(declared);
    assert.deepEqual(await stage.host.diff(id, state, { ...inputs, gwEui: "aaaa000000000002" }), {
      changes: true,
      replaces: ["gwEui"],
      deleteBeforeReplace: false,
    });
  });

  it("adopts a registered gateway only if its PIN is omitted", async () => {
    const first = await stage.host.up(declared);
    const fresh = await stage.startProcess();
    const duplicate = await stage.failure(fresh.host.up(declared));
    assert.match(
      duplicate.message,
      /^CreateGateway of gateway aaaa000000000001 failed with GwEuiDuplicated: the account already has gateway aaaa000000000001\. What to do: if no other stack manages it, omit its pinCode/,
    );
    const calls = await fresh.callsOf(async () => {
      const adopted = await fresh.host.up({ gwEui });
      assert.deepEqual([adopted.id, adopted.state.name, adopted.state.pinCode], [gwEui, "lease", undefined]);
    });
    assert.deepEqual(calls, ["GetGateway"]);
    const third = await stage.startProcess();
    const adopted = await third.host.up({ gwEui, name: "tower" });
    assert.equal(adopted.state.name, "tower");
    await stage.host.delete(first.id, first.state);
    const { message } = await stage.failure(stage.host.up({ gwEui: "aaaa000000000002" }));
    assert.match(
      message,
      /the account holds no gateway with that id.* or set pinCode to register the gateway/,
    );
  });

  it("keeps the values of an adopted gateway when its PIN is added later", async () => {
    await stage.host.up({ ...declared, name: "tower", enabled: false });
    const fresh = await stage.startProcess();
    const { id, state, inputs } = await fresh.host.up({ gwEui });
    const news = await fresh.host.check({ resourceName: "lease", gwEui, pinCode: "100001" }, inputs);
    assert.deepEqual([news.failures, news.inputs.name, news.inputs.enabled], [[], undefined, undefined]);
    const calls = await stage.callsOf(() => fresh.host.update(id, state, news.inputs));
    assert.deepEqual(calls, ["GetGateway"]);
    assert.deepEqual([inCloud().Name, inCloud().Enabled], ["tower", false]);
  });

  it("explains a wrong PIN and a gateway of another account, without showing the PIN", async () => {
    const wrong = await stage.failure(stage.host.up({ ...declared, pinCode: "999999" }));
    assert.match(wrong.message, /InvalidPinCode: the PIN does not match/);
    assert.doesNotMatch(wrong.message, /999999/);
    await stage.host.up(declared);
    const other = await stage.startProcess({ account: "owner" });
    assert.match(
      (await stage.failure(other.host.up(declared))).message,
      /GatewayAlreadyBoundToOthers: the gateway belongs to another account/,
    );
  });

  it("names the property of every missing or invalid input, and does not quote an invalid PIN", async () => {
    assert.deepEqual(await stage.reasons({ ...declared, pinCode: "12345x" }), [
      "pinCode must be a string of the 6 digits on the device's label",
    ]);
    assert.deepEqual(await stage.reasons({ ...declared, pinCode: 12345 }), [
      "pinCode must be a string of the 6 digits on the device's label, not a number",
    ]);
    assert.deepEqual(await stage.reasons({ ...declared, pinCode: 123456 }), []);
    assert.deepEqual(await stage.reasons({ ...declared, longitude: 181 }), [
      "longitude must be a number from -180 to 180 (degrees)",
    ]);
    assert.deepEqual(await stage.reasons({ ...declared, name: "_tower" }), [
      "name can contain only Chinese characters, English letters, digits and, after the first character, underscores",
    ]);
    assert.equal((await stage.reasons({ gwEui, pinCode: "100001" })).length, 9);
    assert.deepEqual(await stage.reasons({ gwEui }), []);
  });

  it("reads the same state from the list as from single reads, removes a deleted gateway from the state, and fails with another account's key", async () => {
    const made = await Promise.all(
      [1, 2, 3].map((n) =>
        stage.host.up({ ...declared, gwEui: `aaaa00000000000${n}`, pinCode: `10000${n}`, name: `tower${n}` }),
      ),
    );
    assert.deepEqual(await stage.readTogether(made), ["ListGateways"]);
    const [{ id, state } = assert.fail()] = made;
    const stranger = await stage.startProcess({ account: "stranger" });
    for (const work of [() => stranger.host.read(id, state), () => stranger.host.delete(id, state)])
      assert.match((await stage.failure(work())).message, /NotResourceOwner/);
    stage.callAs("DeleteGateway", { GwEui: id });
    const fresh = await stage.startProcess();
    assert.equal((await fresh.host.read(id, state)).id, "");
    await fresh.host.delete(id, state);
  });

  it("keeps an existing gateway in the state even if its deletion reports NonExistent", async () => {
    const { id, state } = await stage.host.up(declared);
    stage.cloud.injectFault({ action: "DeleteGateway", code: "NonExistent" });
    assert.match(
      (await stage.failure(stage.host.delete(id, state))).message,
      /^DeleteGateway .* NonExistent/,
    );
    await stage.host.delete(id, state);
  });
});
