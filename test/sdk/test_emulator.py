"""Tests the emulator with the vendor's Python SDK instead of this project's client."""

import importlib
import json
import subprocess
import unittest
from pathlib import Path

from aliyunsdkcore.acs_exception.exceptions import ServerException
from aliyunsdkcore.client import AcsClient

ROOT = Path(__file__).resolve().parents[2]
REQUESTS = "aliyunsdklinkwan.request.v20190301"

DUMP = """
const { actions: emulated } = require("./dist/emulator/actions");
require("./dist/provider");
const { accountFunctions } = require("./dist/provider/program/invoke");
const { resources } = require("./dist/provider/resources");
const called = [...resources.flatMap(({ actions }) => actions), ...[...accountFunctions.values()].flatMap(({ actions }) => actions)];
// The SDK appends an s to the setter name of a repeated parameter.
const setter = ([name, spec]) => (spec.type === "strings" ? `${name}s` : name);
const setters = ({ parameters }) => Object.entries(parameters).map(setter);
const parameters = Object.entries(emulated).map(([name, spec]) => [name, setters(spec)]);
console.log(JSON.stringify({ emulated: Object.fromEntries(parameters), called }));
"""


def request(action, **parameters):
    """Returns an SDK request, filled through its setters."""
    module = importlib.import_module(f"{REQUESTS}.{action}Request")
    made = getattr(module, f"{action}Request")()
    for name, value in parameters.items():
        getattr(made, f"set_{name}")(value)
    return made


class EmulatorTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        command = ["node", str(ROOT / "dist" / "cli" / "main.js"), "emulator", "--qps", "1000"]
        cls.emulator = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        cls.started = json.loads(cls.emulator.stdout.readline())

    @classmethod
    def tearDownClass(cls):
        cls.emulator.terminate()
        cls.emulator.wait(timeout=10)
        cls.emulator.stdout.close()

    def account(self, name):
        return next(each for each in self.started["accounts"] if each["name"] == name)

    def call(self, account, action, secret=None, **parameters):
        keys = self.account(account)
        client = AcsClient(keys["accessKeyId"], secret or keys["accessKeySecret"], "cn-shanghai")
        made = request(action, **parameters)
        made.set_protocol_type("http")
        made.set_endpoint(self.started["url"].removeprefix("http://"))
        return json.loads(client.do_action_with_exception(made))

    def refused(self, *args, **parameters):
        with self.assertRaises(ServerException) as caught:
            self.call(*args, **parameters)
        return caught.exception

    def test_apply_list_update_and_return_a_roaming_permission(self):
        values = {"JoinPermissionName": "水表_1", "ClassMode": "A", "FreqBandPlanGroupId": 101, "RxDelay": 2}
        applied = self.call("renter", "ApplyRoamingJoinPermission", **values)
        self.assertTrue(applied["Success"])
        identity = applied["Data"]
        listed = self.call("renter", "ListRentedJoinPermissions", Offset=0, Limit=10, Type="ROAMING")
        self.assertEqual([each["JoinPermissionId"] for each in listed["Data"]["List"]], [identity])
        self.call("renter", "UpdateRoamingJoinPermission", JoinPermissionId=identity, RxDelay="3")
        self.call("renter", "UpdateRoamingJoinPermissionEnablingState", JoinPermissionId=identity, Enabled=False)
        read = self.call("renter", "GetRentedJoinPermission", JoinPermissionId=identity)["Data"]
        self.assertEqual((read["JoinPermissionName"], read["RxDelay"], read["Enabled"]), ("水表_1", 3, False))
        self.call("renter", "ReturnJoinPermission", JoinPermissionId=identity, JoinPermissionType="ROAMING")
        gone = self.refused("renter", "ReturnJoinPermission", JoinPermissionId=identity, JoinPermissionType="ROAMING")
        self.assertEqual((gone.get_http_status(), gone.get_error_code()), (400, "NonExistent"))
        self.assertRegex(gone.get_request_id(), r"^[0-9A-F-]{36}$")

    def test_offer_accept_bind_and_return_a_local_permission(self):
        values = {"JoinPermissionName": "valley", "ClassMode": "C", "FreqBandPlanGroupId": 102, "UseDefaultJoinEui": True}
        identity = self.call("owner", "CreateLocalJoinPermission", **values)["Data"]
        order = self.call("owner", "SubmitJoinPermissionAuthOrder", JoinPermissionId=identity, RenterAliyunId="renter")["Data"]
        self.assertIsInstance(order, int)
        self.call("renter", "AcceptJoinPermissionAuthOrder", OrderId=str(order))
        read = self.call("renter", "GetJoinPermissionAuthOrder", OrderId=str(order))["Data"]
        self.assertEqual((read["OrderState"], read["JoinPermissionId"]), ("ACCEPTED", identity))
        group = self.call("renter", "CreateNodeGroup", NodeGroupName="pumps")["Data"]
        pair = {"NodeGroupId": group, "JoinPermissionId": identity}
        self.call("renter", "BindJoinPermissionToNodeGroup", **pair)
        bound = self.refused("renter", "ReturnJoinPermission", JoinPermissionId=identity, JoinPermissionType="LOCAL")
        self.assertEqual(bound.get_error_code(), "JoinPermissionAlreadyBoundNodeGroup")
        self.call("renter", "UnbindJoinPermissionFromNodeGroup", **pair)
        self.call("renter", "ReturnJoinPermission", JoinPermissionId=identity, JoinPermissionType="LOCAL")
        self.call("owner", "DeleteLocalJoinPermission", JoinPermissionId=identity)
        self.call("renter", "DeleteNodeGroup", NodeGroupId=group)

    def test_create_update_list_and_delete_a_gateway(self):
        identity = {"GwEui": "AAAA000000000001"}
        values = {
            "Name": "roof",
            "FreqBandPlanGroupId": 101,
            "CommunicationMode": "FULL_DUPLEX",
            "City": "杭州",
            "District": "西湖",
            "Address": "1, Lake Road",
            "AddressCode": 330106,
            "GisCoordinateSystem": "GCJ_02",
            "Longitude": 120.125,
            "Latitude": 30.25,
        }
        wrong = self.refused("renter", "CreateGateway", PinCode="000000", **identity, **values)
        self.assertEqual(wrong.get_error_code(), "InvalidPinCode")
        self.assertTrue(self.call("renter", "CreateGateway", PinCode="100001", **identity, **values)["Success"])
        self.call("renter", "UpdateGateway", Description="by the lift", Latitude=-30.5, **identity)
        self.call("renter", "UpdateGatewayEnablingState", Enabled=False, **identity)
        read = self.call("renter", "GetGateway", **identity)["Data"]
        expected = {**values, "GwEui": "aaaa000000000001", "Description": "by the lift", "Latitude": -30.5, "Enabled": False}
        self.assertEqual({name: read[name] for name in expected}, expected)
        listed = self.call("renter", "ListGateways", Offset=0, Limit=10, IsEnabled=False, FuzzyName="oo")["Data"]
        self.assertEqual(listed, {"TotalCount": 1, "List": [read]})
        taken = self.refused("owner", "CreateGateway", PinCode="100001", **identity, **values)
        self.assertEqual(taken.get_error_code(), "GatewayAlreadyBoundToOthers")
        self.call("renter", "DeleteGateway", **identity)
        gone = self.refused("renter", "GetGateway", **identity)
        self.assertEqual(gone.get_error_code(), "NonExistent")

    def test_add_list_and_remove_nodes_in_a_group_with_data_dispatch(self):
        group = self.call("renter", "CreateNodeGroup", NodeGroupName="tanks")["Data"]
        for number in (1, 2):
            node = {"DevEui": f"dddd00000000000{number}", "PinCode": str(100000 + number)}
            self.call("renter", "AddNodeToGroup", NodeGroupId=group, **node)
        page = {"NodeGroupId": group, "Offset": 0, "Limit": 10}
        listed = self.call("renter", "ListNodesByNodeGroupId", FuzzyDevEui="0002", **page)["Data"]
        self.assertEqual([each["DevEui"] for each in listed["List"]], ["dddd000000000002"])
        self.assertRegex(listed["List"][0]["Appkey"], r"^[0-9a-f]{32}$")
        self.call("renter", "RemoveNodeFromGroup", NodeGroupId=group, DevEui="dddd000000000001")
        self.assertEqual(self.call("renter", "ListNodesByNodeGroupId", **page)["Data"]["TotalCount"], 1)
        topics = {"UplinkRegionName": "cn-shanghai", "UplinkTopic": "uplink"}
        self.call("renter", "UpdateDataDispatchConfig", NodeGroupId=group, DataDispatchDestination="MQ", **topics)
        self.call("renter", "UpdateDataDispatchEnablingState", NodeGroupId=group, DataDispatchEnabled=True)
        read = self.call("renter", "GetNodeGroup", NodeGroupId=group)["Data"]
        config = {"Destination": "ONS", "IotProduct": {}, "OnsTopics": topics}
        self.assertEqual((read["NodesCnt"], read["DataDispatchEnabled"], read["DataDispatchConfig"]), (1, True, config))
        license = self.call("renter", "GetUserLicense")["Data"]
        self.assertEqual((license["NodeCount"], license["Oui"]), (1, ""))
        self.call("renter", "DeleteNodeGroup", NodeGroupId=group)

    def test_list_the_notifications_of_an_order(self):
        values = {"JoinPermissionName": "hill", "ClassMode": "A", "FreqBandPlanGroupId": 101, "UseDefaultJoinEui": True}
        identity = self.call("owner", "CreateLocalJoinPermission", **values)["Data"]
        order = self.call("owner", "SubmitJoinPermissionAuthOrder", JoinPermissionId=identity, RenterAliyunId="renter")["Data"]
        self.call("owner", "DeleteLocalJoinPermission", JoinPermissionId=identity)

        def told(*categories):
            asked = {"Offset": 0, "Limit": 200, "Categorys": [f"JOIN_PERMISSION_AUTH_{each}" for each in categories]}
            found = self.call("renter", "ListNotifications", **asked)["Data"]["List"]
            mine = [each for each in found if each["JoinPermissionAuthInfo"]["OrderId"] == str(order)]
            return [(each["Category"], each["JoinPermissionAuthInfo"]["OrderState"]) for each in mine]

        applying = ("JOIN_PERMISSION_AUTH_APPLYING", "CANCELED")
        canceled = ("JOIN_PERMISSION_AUTH_CANCELED", "CANCELED")
        self.assertEqual(told("APPLYING"), [applying])
        self.assertEqual(told("CANCELED", "APPLYING"), [applying, canceled])
        self.assertEqual(told("REJECTED"), [])

    def test_read_the_service_state(self):
        self.assertEqual(self.call("renter", "CheckUserChargeStatus")["Data"], "NORMAL")
        self.assertIs(self.call("renter", "CheckCloudProductOpenStatus", ServiceCode="linkwan")["Data"], True)
        self.assertIn("GATEWAY", self.call("renter", "ListActivatedFeatures")["Data"])

    def test_detect_a_wrong_secret_by_the_string_to_sign(self):
        wrong = self.refused("renter", "CountRentedJoinPermissions", secret="wrong")
        # The SDK reports a wrong secret only if the server's string to sign equals the SDK's string to sign.
        self.assertEqual(wrong.get_error_code(), "InvalidAccessKeySecret")

    def test_reject_an_unknown_key_and_a_missing_parameter(self):
        missing = self.refused("renter", "GetRentedJoinPermission")
        self.assertEqual(missing.get_error_code(), "MissingJoinPermissionId")
        stranger = AcsClient("nobody", "secret", "cn-shanghai")
        made = request("CountNodeGroups")
        made.set_protocol_type("http")
        made.set_endpoint(self.started["url"].removeprefix("http://"))
        with self.assertRaises(ServerException) as caught:
            stranger.do_action_with_exception(made)
        self.assertEqual((caught.exception.get_http_status(), caught.exception.get_error_code()), (404, "InvalidAccessKeyId.NotFound"))

    def test_match_the_actions_and_parameters_of_the_sdk(self):
        dump = subprocess.run(["node", "-e", DUMP], cwd=ROOT, check=True, capture_output=True, text=True)
        tables = json.loads(dump.stdout)
        self.assertLessEqual({action["name"] for action in tables["called"]}, set(tables["emulated"]))
        # GetCallerIdentity belongs to Security Token Service, which has its own SDK.
        del tables["emulated"]["GetCallerIdentity"]
        self.assertEqual(len(tables["emulated"]), 45)
        for action, parameters in tables["emulated"].items():
            made = request(action)
            setters = {name.removeprefix("set_") for name in type(made).__dict__ if name.startswith("set_")}
            self.assertEqual(set(parameters), setters - IGNORED, action)
        for action in tables["called"]:
            made = request(action["name"])
            setters = {name.removeprefix("set_") for name in type(made).__dict__ if name.startswith("set_")}
            # The SDK sets the repeated parameter `Category.1` as `Categorys`.
            sent = {name.replace(".1", "s") for name in action["parameters"]}
            self.assertLessEqual(sent, setters, action["name"])
            self.assertEqual(action["takesIotInstanceId"], "IotInstanceId" in setters, action["name"])


# The SDK declares these parameters on every action, but they have no meaning.
IGNORED = {"ApiProduct", "ApiRevision"}

if __name__ == "__main__":
    unittest.main()
