import { type ConfigReader, readSettings, type Settings } from "../../provider/client/configuration";
import { isLinkWanError, type LinkWanError } from "../../provider/client/errors";
import { rejectsKey } from "../../provider/client/send";
import { operationStarter } from "../../provider/client/startOperation";
import { own } from "../manifest";
import { findPulumiCli } from "../pulumi/cli";
import { findProject } from "../pulumi/project";
import { readerOf, readStackConfiguration, Undecrypted } from "../pulumi/stackConfiguration";
import { type AccountStatus, checkActivation, readAccount } from "./account";
import { checkConfiguration } from "./configuration";
import { type Access, checkCredentials, findAccess } from "./credentials";
import { checkClock, checkEndpoint, type Reached, reach } from "./endpoint";
import { checkFeatures, checkLimits } from "./features";
import { type Finding, skip } from "./finding";
import { checkInstance } from "./instance";
import { checkNode, checkPulumiCli } from "./machine";
import { checkOwner } from "./owner";
import { checkPackages, findPackages } from "./packages";

/** Options of the doctor command. */
export interface Options {
  readonly stack?: string;
  readonly profile?: string;
  readonly endpoint?: string;
}

/** Name and finding of a finished check. */
export type Examined = readonly [check: string, finding: Finding];

/** Runs the checks in order and yields the name and finding of each check. */
export async function* examine(options: Options): AsyncGenerator<Examined> {
  yield ["Node", checkNode(process.versions.node, own.engines.node)];
  const project = findProject(process.cwd());
  const cli = await findPulumiCli(project?.runtime || undefined);
  yield ["Pulumi CLI", checkPulumiCli(cli)];
  const packages = findPackages(project?.programFolder ?? process.cwd());
  yield ["Package", checkPackages(packages, own.peerDependencies["@pulumi/pulumi"], own.version)];
  const configuration = project && cli ? await readStackConfiguration(cli, options.stack) : undefined;
  const config = readerOf(configuration, options.endpoint);
  const { settings, rejection } = settingsOf(config);
  yield ["Configuration", checkConfiguration(project !== undefined, options.stack, configuration, rejection)];
  yield* examineService(options, config, settings);
}

/** Reads the settings. Returns an empty object if a setting could not be decrypted. */
const settingsOf = (config: ConfigReader): { settings?: Settings; rejection?: LinkWanError } => {
  try {
    return { settings: readSettings(config) };
  } catch (error) {
    if (isLinkWanError(error)) return { rejection: error };
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
  const canCall = reached !== undefined && "aheadMs" in reached && "source" in access;
  const operation = settings && "source" in access ? await operationStarter(config)(profile) : undefined;
  const account = canCall && operation ? await readAccount(operation) : undefined;
  const failure = account && "error" in account.opened ? account.opened.error : undefined;
  const rejection = failure && rejectsKey(failure) ? failure : undefined;
  yield ["Credentials", checkCredentials(access, canCall, rejection)];
  const noOwner = settings ? whyNoKey(access) : UNUSABLE;
  yield ["Account", operation && !rejection ? await checkOwner(operation) : skip(noOwner)];

  if (!settings || !reached) {
    for (const check of ["Clock", "Endpoint"]) yield [check, skip(UNUSABLE)];
  } else {
    const source = endpoint !== undefined ? "--endpoint" : sourceOfEndpoint(config);
    yield ["Clock", "code" in reached ? skip(UNREACHED) : checkClock(reached.aheadMs)];
    yield ["Endpoint", checkEndpoint(settings.endpoint, source, reached)];
  }

  const noAccount = whyNoAccount(access, reached);
  yield ["Activation", account && !rejection ? checkActivation(account) : skip(noAccount)];
  const rest = account?.rest;
  const noRest = account && !rejection ? whyNoRest(account) : noAccount;
  const instance = rest && operation && checkInstance(rest.instance, operation.iotInstanceId);
  yield ["Instance", instance ?? skip(noRest)];
  yield ["Features", rest ? checkFeatures(rest.features) : skip(noRest)];
  yield ["Limits", rest ? checkLimits(rest.license) : skip(noRest)];
}

const UNUSABLE = "the configuration cannot be used";
const UNREACHED = "the endpoint does not respond";

const sourceOfEndpoint = (config: ConfigReader): string =>
  config("linkwan:endpoint") ? "stack config linkwan:endpoint" : "the default";

/** Explains why the account cannot be read. */
const whyNoAccount = (access: Access, reached: Reached | undefined): string => {
  if (!reached) return UNUSABLE;
  return "code" in reached ? UNREACHED : whyNoKey(access);
};

const whyNoKey = (access: Access): string =>
  "source" in access ? "the access key is rejected" : "there are no credentials";

const whyNoRest = ({ opened }: AccountStatus): string =>
  "error" in opened ? "the service cannot be used; see the Activation check" : "Link WAN is not activated";
