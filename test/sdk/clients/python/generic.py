"""Calls Link WAN with the vendor's generic Python client, alibabacloud-tea-openapi."""

from alibabacloud_tea_openapi.client import Client
from alibabacloud_tea_openapi.utils import Utils
from alibabacloud_tea_openapi.utils_models import Config, OpenApiRequest, Params
from darabonba.exceptions import ResponseException
from darabonba.runtime import RuntimeOptions
from darabonba.utils.xml import XML
from lines import serve

# Long enough for a busy machine.
TIMEOUT_MS = 60_000


def open_client(batch):
    names = {"access_key_id": "accessKeyId", "access_key_secret": "accessKeySecret", "security_token": "securityToken"}
    keys = {name: batch.get(key) for name, key in names.items()}
    version = {"signature_algorithm": "v2"} if batch["signature"] == "V2" else {}
    return Client(Config(**keys, **version, endpoint=batch["endpoint"], protocol="http"))


def call(client, batch, action, parameters):
    is_xml = batch["format"] == "XML"
    params = Params(
        action=action,
        version="2019-03-01",
        protocol="http",
        pathname="/",
        method=batch["method"],
        auth_type="AK",
        style="RPC",
        req_body_type="formData",
        body_type="string" if is_xml else "json",
    )
    sent = {"query": Utils.query(parameters)} if batch["method"] == "GET" else {"body": parameters}
    request = OpenApiRequest(**sent, headers={"accept": "application/xml"} if is_xml else {})
    try:
        answer = client.call_api(params, request, RuntimeOptions(read_timeout=TIMEOUT_MS, connect_timeout=TIMEOUT_MS))
    except ResponseException as error:
        return {"status": error.status_code, "code": error.code, "requestId": error.request_id}
    body = answer["body"]
    return {"status": answer["statusCode"], "body": next(iter(XML.parse_xml(body).values())) if is_xml else body}


serve(open_client, call)
