import { CONNECTION_KEY, isSecretKey } from "../../provider/client/configuration";
import type { StackConfiguration } from "../pulumi/stackConfiguration";

/** Text as one word of a command line. */
export const wordOf = (text: string): string =>
  /^[\p{L}\p{N}_./\\:@+=,-]+$/u.test(text) ? text : JSON.stringify(text);

/** Commands that give another stack the same settings; the secret ones ask, be they encrypted in this one or not. */
export const settingCommands = ({ entries }: StackConfiguration): string[] =>
  Object.entries(entries)
    .filter(([key]) => CONNECTION_KEY.test(key))
    .map(([key, { value = "", secret }]) =>
      secret || isSecretKey(key)
        ? `pulumi config set --secret ${key}`
        : `pulumi config set ${key} ${wordOf(value)}`,
    );
