/**
 * A language host for a Pulumi CLI that was built from source. Such a CLI has no language host, because Pulumi's own
 * host is a Go program that only the installer includes. Like Pulumi's host, this host starts Pulumi's program loader,
 * `@pulumi/pulumi/cmd/run` in the program's folder, in a separate process. The loader handles TypeScript, ES modules
 * and exit codes.
 *
 * The CLI starts the host with the address of Pulumi's engine and reads the port from the first line that the host
 * prints on stdout.
 */
const { spawn } = require("node:child_process");
const { createRequire } = require("node:module");
const grpc = require("@grpc/grpc-js");
const { LanguageRuntimeService } = require("@pulumi/pulumi/proto/language_grpc_pb");
const language = require("@pulumi/pulumi/proto/language_pb");
const plugin = require("@pulumi/pulumi/proto/plugin_pb");

const engine = process.argv.slice(2).find((argument) => /^[^-].*:\d+$/.test(argument)) ?? "";

/** Exit code of the loader if the loader has already reported the error to the user. */
const TOLD_ALREADY = 32;

/** Returns the arguments of Pulumi's program loader for one run of a program. */
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

/** Runs the program. If the program fails, returns the error for the CLI to print. */
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
    child.once("error", (error) => resolve({ error: `failed to start node: ${error.message}` }));
    child.once("close", (code) => {
      if (code === 0) resolve({ error: "" });
      else if (code === TOLD_ALREADY) resolve({ error: "", bail: true });
      else resolve({ error: `the program exited with code ${code}` });
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
  // Dynamic resources need no plugin except the launcher, which is in the CLI's folder.
  getRequiredPlugins: (_, reply) => reply(null, new language.GetRequiredPluginsResponse()),
  getRequiredPackages: (_, reply) => reply(null, new language.GetRequiredPackagesResponse()),
});
server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (error, port) => {
  if (error) throw error;
  process.stdout.write(`${port}\n`);
});
