import {
  CONNECTION_KEY,
  isOwnKey,
  isSecretKey,
  secretCommand,
  unknownKey,
} from "../../provider/client/configuration";
import type { LinkWanError } from "../../provider/client/errors";
import type { StackConfiguration } from "../pulumi/stackConfiguration";
import { type Finding, fail, ok, skip, warn, worst } from "./finding";

const REST = "the following checks use only the environment and the Alibaba Cloud credential files";

interface Problem {
  /** Pattern of the message that Pulumi prints. */
  readonly message: RegExp;
  readonly meaning: string;
  readonly remedy: string;
}

const problems: readonly Problem[] = [
  {
    message: /no stack named/,
    meaning: "the stack does not exist",
    remedy: "run pulumi stack ls to list the stacks",
  },
  {
    message: /passphrase must be set/,
    meaning: "the secrets cannot be decrypted: no passphrase is set",
    remedy: "set PULUMI_CONFIG_PASSPHRASE or PULUMI_CONFIG_PASSPHRASE_FILE in the environment",
  },
  {
    message: /incorrect passphrase/,
    meaning: "the secrets cannot be decrypted: the passphrase is wrong",
    remedy: "correct PULUMI_CONFIG_PASSPHRASE or PULUMI_CONFIG_PASSPHRASE_FILE in the environment",
  },
  {
    message: /PULUMI_ACCESS_TOKEN|log(ged)? in/,
    meaning: "the Pulumi CLI is not logged in",
    remedy:
      "run pulumi login, or set PULUMI_ACCESS_TOKEN (for file-based state, PULUMI_BACKEND_URL) in the environment",
  },
];

/**
 * Reports which configuration is used, and checks that the configuration is readable and that the provider accepts it.
 *
 * @param rejection Error that the provider reports for an invalid configuration value.
 */
export const checkConfiguration = (
  hasProject: boolean,
  wantedStack: string | undefined,
  configuration: StackConfiguration | undefined,
  rejection: LinkWanError | undefined,
): Finding => {
  if (!hasProject && wantedStack !== undefined) {
    return fail(
      `there is no Pulumi project in this folder, so there is no stack ${wantedStack}`,
      "run this command in the folder that contains Pulumi.yaml",
    );
  }
  if (!hasProject) return skip(`there is no Pulumi project in this folder, so ${REST}`);
  if (!configuration) return skip(`the configuration cannot be read without the Pulumi CLI, so ${REST}`);
  const { stack, entries, problem } = configuration;
  const from = stack === undefined ? "the stack's configuration" : `stack ${stack}`;
  if (problem !== undefined && /no stack selected/.test(problem)) {
    return warn(
      `no stack is selected, so ${REST}`,
      "run pulumi stack select, or pass --stack STACK to this command",
    );
  }
  const findings = [
    ...(problem === undefined ? [] : [unreadable(from, problem, Object.keys(entries).length === 0)]),
    ...(rejection ? [rejected(from, rejection)] : []),
    ...Object.keys(entries)
      .filter(isOwnKey)
      .flatMap((key) => checkKey(from, key, entries[key]?.secret === true)),
  ];
  const keys = Object.keys(entries).filter((key) => CONNECTION_KEY.test(key));
  return worst([...findings, ok(`${from}, from pulumi config: ${keys.join(", ") || "no Link WAN keys"}`)]);
};

const unreadable = (from: string, problem: string, completely: boolean): Finding => {
  const known = problems.find(({ message }) => message.test(problem));
  const meaning = known?.meaning ?? `pulumi config fails: ${problem}`;
  const remedy = known?.remedy ?? "run pulumi config in this folder and resolve the error that it prints";
  return fail(`${from}: ${meaning}${completely ? `; ${REST}` : ""}`, remedy);
};

const rejected = (from: string, { details, message }: LinkWanError): Finding =>
  fail(`${from}: ${details.subject}: ${details.meaning ?? message}`, details.remedy ?? "correct the value");

const checkKey = (from: string, key: string, isSecret: boolean): Finding[] => {
  const unknown = unknownKey(key);
  if (unknown !== undefined)
    return [fail(`${from}: ${unknown}`, `run pulumi config rm ${key}, and set the correct key`)];
  if (!isSecretKey(key) || isSecret) return [];
  return [warn(`${from}: ${key} is not encrypted`, `encrypt the value with ${secretCommand(key)}`)];
};
