import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** npm commands that the documents use. */
const NPM = ["ci", "deprecate", "init", "install", "pack", "pkg", "publish", "test", "version"];
/** Commands that the tests do not check. */
const SHELL = ["export", "unset", "node", "find", "mv", "go", "git", "cd"];

/** Returns the commands in a block, without variable assignments, pipes and redirections. */
export const commandsOf = (code: string): string[] =>
  code
    .split("\n")
    .flatMap((line) => [...line.matchAll(/\$\((.*?)\)/g)].map(([, inner = ""]) => inner).concat(line))
    .flatMap((line) => line.replace(/\s+#.*$/, "").split(/ \| | && /))
    .map((command) =>
      command
        .replace(/^([A-Z_]+=\S* )+/, "")
        .replace(/ > .*$/, "")
        .trim(),
    )
    .filter((command) => command !== "");

const helps = new Map<string, string>();
const helpOf = (command: string, args: readonly string[], cwd: string, env: NodeJS.ProcessEnv): string => {
  const key = [command, ...args].join(" ");
  const known = helps.get(key) ?? execFileSync(command, [...args, "--help"], { cwd, env, encoding: "utf8" });
  helps.set(key, known);
  return known;
};

/** Returns the reason why a command cannot run, or `undefined` if the command and its options exist. */
export const commandProblem = (command: string, root: string, env: NodeJS.ProcessEnv): string | undefined => {
  const [tool = "", ...args] = command.split(/\s+/);
  const words = args.filter((arg) => /^[a-z][a-z-]*$/.test(arg));
  const flags = args.flatMap((arg) => /^--[a-z-]+/.exec(arg) ?? []);
  const missingFlags = (help: string) => flags.filter((flag) => !new RegExp(`${flag}\\b`).test(help));
  if (SHELL.includes(tool)) return undefined;
  if (tool === "npm") {
    const { scripts } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
    const [word = "", script = ""] = words;
    if (word === "run")
      return Object.hasOwn(scripts, args[1] ?? script) ? undefined : `unknown script: ${command}`;
    return NPM.includes(word) ? undefined : `unknown npm command: ${command}`;
  }
  if (tool === "npx") {
    const [name = "", subcommand = ""] = args;
    const isOwn = name === "pulumi-linkwan";
    const tools = join(root, "node_modules", ".bin", name);
    if (!isOwn && !existsSync(tools)) return `unknown command: ${command}`;
    const help = isOwn
      ? helpOf(process.execPath, [join(root, "dist", "cli", "main.js")], root, env)
      : helpOf(tools, words.slice(1, 2), root, env);
    if (isOwn && !help.includes(`pulumi-linkwan ${subcommand}`)) return `unknown command: ${command}`;
    return missingFlags(help).length > 0 ? `unknown option: ${command}` : undefined;
  }
  if (tool !== "pulumi") return `unknown tool: ${command}`;
  const [first = "", second = ""] = words;
  const groups = ["stack", "config", "state", "package", "plugin"];
  const path = groups.includes(first) ? [first, second] : [first];
  const help = helpOf("pulumi", path.filter(Boolean), root, env);
  const isAlias = new RegExp(`Aliases:[^\\n]*\\n[^\\n]*\\b${path.at(-1)}\\b`).test(help);
  if (!help.includes(`pulumi ${path.join(" ")}`.trim()) && !isAlias) return `unknown command: ${command}`;
  return missingFlags(help).length > 0 ? `unknown option: ${command}` : undefined;
};
