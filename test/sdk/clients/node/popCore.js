// Calls Link WAN with the vendor's Node client @alicloud/pop-core.
const RPCClient = require("@alicloud/pop-core");
const { serve } = require("./lines");

const openClient = ({ endpoint, accessKeyId, accessKeySecret, securityToken }) =>
  new RPCClient({
    endpoint: `http://${endpoint}`,
    apiVersion: "2019-03-01",
    accessKeyId,
    accessKeySecret,
    securityToken,
    opts: { timeout: 60_000 },
  });

const call = async (client, { method }, action, parameters) => {
  try {
    return { status: 200, body: await client.request(action, parameters, { method }) };
  } catch (error) {
    if (error.code === undefined) throw error;
    const status = error.entry.response.statusCode;
    return { status, code: error.code, requestId: error.data.RequestId };
  }
};

serve(openClient, call);
