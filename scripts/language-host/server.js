/**
 * A language host for the Pulumi CLI that was built from source, which comes without one: Pulumi's own is a Go program
 * that only its installer brings. Like that one it starts Pulumi's program loader, `@pulumi/pulumi/cmd/run` of the
 * program's own folder, in a process of its own; the loader does the rest (TypeScript, ES modules, exit codes).
 *
 * The CLI starts it with the engine's address and reads the port from the first line on stdout.
 */
const { spawn } = require("node:child_process");
const { createRequire } = require("node:module");
const grpc = require("@grpc/grpc-js");
const { LanguageRuntimeService } = require("@pulumi/pulumi/proto/language_grpc_pb");
const language = require("@pulumi/pulumi/proto/language_pb");
const plugin = require("@pulumi/pulumi/proto/plugin_pb");

const engine = process.argv.slice(2).find((argument) => /^[^-].*:\d+$/.test(argument)) ?? "";

/** The loader's exit code where it has told the user already what went wrong. */
const TOLD_ALREADY = 32;

/** The arguments of Pulumi's program loader for one run of a program. */
const loaderArguments = (request) => {
  const named = {
    monitor: request.getMonitorAddress(),
    engine,
    project: request.getProject(),
    stack: request.getStack(),
    organization: request.getOrganization(),
    pwd: request.getPwd(),
    "root-directory": request.getInfo()?.getRootDirectory(),
    parallel: String(request.getParallel()),
  };
  const given = Object.entries(named).filter(([, value]) => value);
  const entryPoint = request.getInfo()?.getEntryPoint() || request.getProgram() || ".";
  return [
    ...given.map(([name, value]) => `--${name}=${value}`),
    ...(request.getDryrun() ? ["--dry-run"] : []),
    entryPoint,
    ...request.getArgsList(),
  ];
};

/** Runs the program; gives what the CLI is to say if it failed. */
const runProgram = (request) =>
  new Promise((resolve) => {
    const folder = request.getPwd();
    let loader;
    try {
      loader = createRequire(`${folder}/`).resolve("@pulumi/pulumi/cmd/run");
    } catch {
      return resolve({ error: `@pulumi/pulumi is not installed in ${folder}: run npm install there` });
    }
    const { typescript = true } = request.getInfo()?.getOptions()?.toJavaScript() ?? {};
    const child = spawn("node", [loader, ...loaderArguments(request)], {
      cwd: folder,
      stdio: ["ignore", "inherit", "inherit"],
      env: {
        ...process.env,
        PULUMI_NODEJS_TYPESCRIPT: String(typescript),
        PULUMI_CONFIG: JSON.stringify(Object.fromEntries(request.getConfigMap().toObject())),
        PULUMI_CONFIG_SECRET_KEYS: JSON.stringify(request.getConfigsecretkeysList()),
      },
    });
    child.once("error", (error) => resolve({ error: `node could not be started: ${error.message}` }));
    child.once("close", (code) => {
      if (code === 0) resolve({ error: "" });
      else if (code === TOLD_ALREADY) resolve({ error: "", bail: true });
      else resolve({ error: `the program ended with exit code ${code}` });
    });
  });

const run = async ({ request }, reply) => {
  const { error, bail = false } = await runProgram(request);
  const answer = new language.RunResponse();
  answer.setError(error);
  answer.setBail(bail);
  reply(null, answer);
};

const pluginInfo = () => {
  const answer = new plugin.PluginInfo();
  answer.setVersion(require("@pulumi/pulumi/package.json").version);
  return answer;
};

const server = new grpc.Server();
server.addService(LanguageRuntimeService, {
  run,
  getPluginInfo: (_, reply) => reply(null, pluginInfo()),
  // A dynamic resource needs no plugin but the launcher, which lies beside the CLI.
  getRequiredPlugins: (_, reply) => reply(null, new language.GetRequiredPluginsResponse()),
  getRequiredPackages: (_, reply) => reply(null, new language.GetRequiredPackagesResponse()),
});
server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (error, port) => {
  if (error) throw error;
  process.stdout.write(`${port}\n`);
});
