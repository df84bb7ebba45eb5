"""Calls Link WAN with the vendor's Python SDK: aliyun-python-sdk-core and aliyun-python-sdk-linkwan."""

import importlib
import json
import warnings

from aliyunsdkcore.acs_exception.exceptions import ServerException
from aliyunsdkcore.auth.credentials import AccessKeyCredential, StsTokenCredential
from aliyunsdkcore.client import AcsClient
from darabonba.utils.xml import XML
from lines import serve

# get_response is deprecated, but no other method returns a response in XML.
warnings.simplefilter("ignore", DeprecationWarning)

# Long enough for a busy machine.
TIMEOUT_S = 60


def open_client(batch):
    keys = batch["accessKeyId"], batch["accessKeySecret"]
    token = batch.get("securityToken")
    credential = StsTokenCredential(*keys, token) if token else AccessKeyCredential(*keys)
    return AcsClient(region_id="cn-shanghai", credential=credential, auto_retry=False, timeout=TIMEOUT_S, connect_timeout=TIMEOUT_S)


def make_request(action, parameters):
    """Creates a request and sets its parameters."""
    module = importlib.import_module(f"aliyunsdklinkwan.request.v20190301.{action}Request")
    request = getattr(module, f"{action}Request")()
    for name, value in parameters.items():
        # The name of the setter of a repeated parameter ends in s.
        setter = f"set_{name}s" if isinstance(value, list) else f"set_{name}"
        getattr(request, setter)(value)
    return request


def call(client, batch, action, parameters):
    request = make_request(action, parameters)
    request.set_protocol_type("http")
    request.set_endpoint(batch["endpoint"])
    request.set_method(batch["method"])
    if batch["format"] == "XML":
        return in_xml(client, request)
    try:
        return {"status": 200, "body": json.loads(client.do_action_with_exception(request))}
    except ServerException as error:
        code, status = error.get_error_code(), error.get_http_status()
        return {"status": status, "code": code, "requestId": error.get_request_id()}


def in_xml(client, request):
    """Sends a request and parses the response, because the SDK parses only JSON."""
    request.set_accept_format("XML")
    status, _, body = client.get_response(request)
    [content] = XML.parse_xml(body).values()
    if status == 200:
        return {"status": status, "body": content}
    return {"status": status, "code": content["Code"], "requestId": content["RequestId"]}


serve(open_client, call)
