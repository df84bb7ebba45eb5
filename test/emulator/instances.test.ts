import assert from "node:assert/strict";
import { actions } from "../../emulator/actions";
import { resources } from "../../provider/resources";
import { callsTo } from "../support/accounts";
import { makeGroup, makeLocal } from "../support/byHand";
import { emulated } from "../support/hooks";

const page = { Offset: 0, Limit: 10 };
const seed = {
  accounts: [
    { name: "renter", iotInstanceId: "iot-renter" },
    { name: "owner", iotInstanceId: "iot-owner" },
    { name: "plain" },
  ],
};
const refused = "GatewayInstanceInvalid";

describe("emulator IoT instances", () => {
  it("rejects calls whose IotInstanceId is not the id of the account's instance", async () => {
    const cloud = await emulated({ seed });
    const as = callsTo(() => cloud);
    const outcomes = async (account: string): Promise<string[]> => [
      await as(account).code("ListNodeGroups", page),
      await as(account).code("ListNodeGroups", { ...page, IotInstanceId: "" }),
      await as(account).code("ListNodeGroups", { ...page, IotInstanceId: "iot-renter" }),
    ];
    assert.deepEqual(await outcomes("renter"), [refused, refused, "OK"]);
    assert.deepEqual(await outcomes("owner"), [refused, refused, refused]);
    assert.deepEqual(await outcomes("plain"), ["OK", "OK", refused]);
    assert.deepEqual(
      cloud.accounts.map(({ iotInstanceId }) => iotInstanceId),
      ["iot-renter", "iot-owner", undefined],
    );
  });

  it("accepts IotInstanceId in exactly the actions for which the provider declares the parameter", () => {
    const declared = resources.flatMap((resource) => resource.actions);
    for (const { name, takesIotInstanceId } of declared)
      assert.equal("IotInstanceId" in (actions[name]?.parameters ?? {}), takesIotInstanceId, name);
  });

  it("rejects actions that do not accept IotInstanceId, except account-level actions, only if actionsWithoutInstance is fail", async () => {
    for (const [actionsWithoutInstance, expected] of [
      ["work", "OK"],
      ["fail", refused],
    ] as const) {
      const cloud = await emulated({ seed, actionsWithoutInstance });
      const as = callsTo(() => cloud);
      const NodeGroupId = makeGroup(cloud, "meters");
      const JoinPermissionId = makeLocal(cloud, "valley");
      const order = { JoinPermissionId, RenterAliyunId: "renter" };
      assert.deepEqual(
        [
          await as("renter").code("CreateNodeGroup", { NodeGroupName: "pumps" }),
          await as("renter").code("UpdateNodeGroup", { NodeGroupId, NodeGroupName: "wells" }),
          await as("owner").code("SubmitJoinPermissionAuthOrder", order),
          await as("plain").code("CreateNodeGroup", { NodeGroupName: "pumps" }),
          await as("renter").code("GetUserLicense"),
          await as("renter").code("ListNotifications", page),
        ],
        [expected, expected, expected, "OK", "OK", "OK"],
      );
    }
  });
});
