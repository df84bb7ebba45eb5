import assert from "node:assert/strict";
import { gatewaySite } from "../support/gateways";
import { emulated } from "../support/hooks";
import { type Caller, call, callerOf } from "../support/signedRequest";

describe("emulator replies in XML", () => {
  let renter: Caller;
  let callAs: (action: string, parameters?: Record<string, unknown>) => unknown;
  let lockNodeGroup: (nodeGroupId: string) => string;
  let unlockNodeGroup: (nodeGroupId: string) => void;
  beforeEach(async () => {
    const emulator = await emulated({ qps: 1000 });
    ({ lockNodeGroup, unlockNodeGroup } = emulator);
    renter = callerOf(emulator);
    callAs = (action, parameters) => emulator.callAs("renter", action, parameters);
  });
  const xml = async (action: string, parameters: Record<string, string> = {}) => {
    const { contentType, text } = await call(renter, action, parameters, { common: { Format: "xml" } });
    // The vendor's generic clients parse an error as XML only with this media type (API file A.5).
    assert.match(contentType, /<Error>/.test(text) ? /^text\/xml/ : /^application\/xml/);
    return text.replace(/<RequestId>[0-9A-F-]{36}<\/RequestId>/, "");
  };
  const head = "<?xml version='1.0' encoding='UTF-8'?>";

  it("uses the documented root and item tags, and escapes text", async () => {
    callAs("ApplyRoamingJoinPermission", {
      JoinPermissionName: "水表_1",
      ClassMode: "A",
      FreqBandPlanGroupId: 101,
    });
    const listed = await xml("ListRentedJoinPermissions", { Offset: "0", Limit: "1" });
    assert.match(
      listed,
      /^<\?xml version='1.0' encoding='UTF-8'\?><ListRentedJoinPermissionsResponse><Success>true<\/Success><Data><TotalCount>1<\/TotalCount><List><JoinPermission><JoinPermissionId>\d+<\/JoinPermissionId><JoinPermissionName>水表_1<\/JoinPermissionName>.*<\/JoinPermission><\/List><\/Data><\/ListRentedJoinPermissionsResponse>$/,
    );
    assert.match(
      await xml("ListFreqBandPlanGroups"),
      /<Data><FreqBandPlanGroup><GroupId>101<\/GroupId>.*<\/FreqBandPlanGroup><FreqBandPlanGroup>.*<\/Data>/,
    );
    callAs("CreateNodeGroup", { NodeGroupName: "pumps" });
    assert.match(
      await xml("ListNodeGroups", { Offset: "0", Limit: "1" }),
      /<Data><TotalCount>1<\/TotalCount><List><NodeGroup><NodeGroupId>301<\/NodeGroupId>.*<\/NodeGroup><\/List>/,
    );
    for (let locks = 0; locks < 2; locks++) lockNodeGroup("301");
    const lock = "<LockId>.*</LockId>.*";
    assert.match(
      await xml("ListNodeGroups", { Offset: "0", Limit: "1" }),
      new RegExp(`<Locks><Lock>${lock}</Lock><Lock>${lock}</Lock></Locks>`),
    );
    assert.match(
      await xml("GetNodeGroup", { NodeGroupId: "301" }),
      new RegExp(`<Locks>${lock}</Locks><Locks>${lock}</Locks>`),
    );
    unlockNodeGroup("301");
    callAs("AddNodeToGroup", { NodeGroupId: 301, DevEui: "dddd000000000001", PinCode: "100001" });
    assert.match(
      await xml("ListNodesByNodeGroupId", { NodeGroupId: "301", Offset: "0", Limit: "1" }),
      /<List><Node><DevEui>dddd000000000001<\/DevEui>.*<\/Node><\/List>/,
    );
    callAs("CreateGateway", { ...gatewaySite, Address: "<1>", GwEui: "aaaa000000000001", PinCode: "100001" });
    assert.match(
      await xml("ListGateways", { Offset: "0", Limit: "1" }),
      /<List><Gateway><GwEui>aaaa000000000001<\/GwEui>.*<Address>&lt;1&gt;<\/Address>.*<\/Gateway><\/List>/,
    );
    assert.match(
      await xml("ListActivatedFeatures"),
      /<Data><Feature>GATEWAY_TUPLE<\/Feature><Feature>NODE_TUPLE<\/Feature>/,
    );
    assert.equal(
      await xml("CountNodeGroups"),
      `${head}<CountNodeGroupsResponse><Success>true</Success><Data>1</Data></CountNodeGroupsResponse>`,
    );
  });

  it("uses the documented error envelope", async () => {
    const text = await xml("GetRentedJoinPermission", { JoinPermissionId: "1" });
    assert.match(
      text,
      /<Error><HostId>linkwan\.cn-shanghai\.aliyuncs\.com<\/HostId><Code>NonExistent<\/Code><Message>The specified resource does not exist\.<\/Message><Recommend><!\[CDATA\[https:.*\?Keyword=NonExistent&source=PopGw\]\]><\/Recommend><\/Error>$/,
    );
  });

  it("replies in XML if the request has no Format", async () => {
    const { contentType } = await call(renter, "CountNodeGroups", {}, { common: { Format: undefined } });
    assert.match(contentType, /^application\/xml/);
  });
});
