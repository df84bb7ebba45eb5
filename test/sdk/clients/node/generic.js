// Calls Link WAN with the vendor's generic Node client, @alicloud/openapi-client.
const { default: Client, Config, OpenApiRequest, Params } = require("@alicloud/openapi-client");
const { default: OpenApiUtil } = require("@alicloud/openapi-util");
const { RuntimeOptions } = require("@alicloud/tea-util");
const { default: Xml } = require("@alicloud/tea-xml");
const { serve } = require("./lines");

const openClient = ({ endpoint, accessKeyId, accessKeySecret, securityToken, signature }) =>
  new Client(
    new Config({
      endpoint,
      protocol: "http",
      accessKeyId,
      accessKeySecret,
      securityToken,
      ...(signature === "V2" ? { signatureAlgorithm: "v2" } : {}),
    }),
  );

const call = async (client, { method, format }, action, parameters) => {
  const isXml = format === "XML";
  const params = new Params({
    action,
    version: "2019-03-01",
    protocol: "http",
    pathname: "/",
    method,
    authType: "AK",
    style: "RPC",
    reqBodyType: "formData",
    bodyType: isXml ? "string" : "json",
  });
  const sent = method === "GET" ? { query: OpenApiUtil.query(parameters) } : { body: parameters };
  const request = new OpenApiRequest({ ...sent, headers: isXml ? { accept: "application/xml" } : {} });
  try {
    const { statusCode, body } = await client.callApi(
      params,
      request,
      new RuntimeOptions({ readTimeout: 60_000, connectTimeout: 60_000 }),
    );
    return { status: statusCode, body: isXml ? Object.values(Xml.parseXml(body, null))[0] : body };
  } catch (error) {
    if (error.data?.RequestId === undefined) throw error;
    return { status: error.data.statusCode, code: error.code, requestId: error.data.RequestId };
  }
};

serve(openClient, call);
