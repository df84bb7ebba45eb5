import type { ConfigReader } from "../../provider/client/configuration";
import { readSettings, type Settings } from "../../provider/client/configuration";
import { connector } from "../../provider/client/connect";
import { isLinkWanError, type LinkWanError } from "../../provider/client/errors";
import { rejectsKey } from "../../provider/client/send";
import { own } from "../manifest";
import { findPulumiCli } from "../pulumi/cli";
import { findProject } from "../pulumi/project";
import { readerOf, readStackConfiguration, Undecrypted } from "../pulumi/stackConfiguration";
import { type Account, readAccount } from "./account";
import { checkActivation } from "./activation";
import { checkClock } from "./clockSkew";
import { checkConfiguration } from "./configuration";
import { type Access, checkCredentials, findAccess } from "./credentials";
import { checkEndpoint, type Reached, reach } from "./endpoint";
import { checkFeatures } from "./features";
import { type Finding, skip } from "./finding";
import { checkLimits } from "./limits";
import { checkNode } from "./node";
import { checkPackages, findPackages } from "./packages";
import { checkPulumiCli } from "./pulumiCli";

export interface Options {
  readonly stack?: string;
  readonly profile?: string;
  readonly endpoint?: string;
}

export type Examined = readonly [check: string, finding: Finding];

/** Every check in its order; each is made, and what it needs is found out, when its turn comes. */
export async function* examine(options: Options): AsyncGenerator<Examined> {
  yield ["Node", checkNode(process.versions.node, own.engines.node)];
  const cli = await findPulumiCli();
  yield ["Pulumi CLI", checkPulumiCli(cli)];
  const project = findProject(process.cwd());
  const packages = findPackages(project?.programFolder ?? process.cwd());
  yield ["Package", checkPackages(packages, own.peerDependencies["@pulumi/pulumi"], own.version)];
  const configuration = project && cli ? await readStackConfiguration(cli, options.stack) : undefined;
  const config = readerOf(configuration, options.endpoint);
  const { settings, refusal } = settingsOf(config);
  yield ["Configuration", checkConfiguration(project !== undefined, options.stack, configuration, refusal)];
  yield* examineService(options, config, settings);
}

/** Neither where they are among what could not be decrypted. */
const settingsOf = (config: ConfigReader): { settings?: Settings; refusal?: LinkWanError } => {
  try {
    return { settings: readSettings(config) };
  } catch (error) {
    if (isLinkWanError(error)) return { refusal: error };
    if (error instanceof Undecrypted) return {};
    throw error;
  }
};

async function* examineService(
  { profile, endpoint }: Options,
  config: ConfigReader,
  settings: Settings | undefined,
): AsyncGenerator<Examined> {
  const access = await findAccess(profile, config);
  const reached = settings && (await reach(settings.endpoint, settings.requestTimeoutMs));
  const isAsked = reached !== undefined && "aheadMs" in reached && "source" in access;
  const account = isAsked ? await readAccount(await connector(config)(profile)) : undefined;
  const refusal = account && "error" in account.opened ? account.opened.error : undefined;
  const keyRefusal = refusal && rejectsKey(refusal) ? refusal : undefined;
  yield ["Credentials", checkCredentials(access, isAsked, keyRefusal)];

  if (!settings || !reached) {
    for (const check of ["Clock", "Endpoint"]) yield [check, skip("the configuration is not usable")];
  } else {
    const source = endpoint !== undefined ? "--endpoint" : sourceOfEndpoint(config);
    yield ["Clock", "code" in reached ? skip(UNREACHED) : checkClock(reached.aheadMs)];
    yield ["Endpoint", checkEndpoint(settings.endpoint, source, reached)];
  }

  const hindrance = hindranceOf(access, reached);
  yield ["Activation", account && !keyRefusal ? checkActivation(account) : skip(hindrance)];
  const rest = account?.rest;
  const noRest = account && !keyRefusal ? withoutRest(account) : hindrance;
  yield ["Features", rest ? checkFeatures(rest) : skip(noRest)];
  yield ["Limits", rest ? checkLimits(rest) : skip(noRest)];
}

const UNREACHED = "the endpoint does not answer";

const sourceOfEndpoint = (config: ConfigReader): string =>
  config("linkwan:endpoint") ? "stack config linkwan:endpoint" : "the default";

/** Why the account cannot be asked. */
const hindranceOf = (access: Access, reached: Reached | undefined): string => {
  if (!reached) return "the configuration is not usable";
  if ("code" in reached) return UNREACHED;
  return "source" in access ? "the access key is refused" : "there are no credentials to ask with";
};

const withoutRest = ({ opened }: Account): string =>
  "error" in opened ? "the service cannot be asked, see Activation" : "Link WAN is not activated";
