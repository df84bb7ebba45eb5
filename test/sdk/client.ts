import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { installed } from "./install";

/** One of the vendor's clients, with a signature version, a response format and an HTTP method. */
export interface Column {
  readonly client: keyof typeof commands;
  /** Signature: `V2` in the parameters, or `V3` in the headers. */
  readonly signature: "V2" | "V3";
  readonly format: "JSON" | "XML";
  readonly method: "GET" | "POST";
}

/** Keys of an account. */
export interface Keys {
  readonly accessKeyId: string;
  readonly accessKeySecret: string;
  readonly securityToken?: string;
}

/** A call to an action. */
export interface ActionCall {
  readonly action: string;
  readonly parameters: Readonly<Record<string, unknown>>;
}

/** Result of a call, as the client returns it. */
export interface Outcome {
  /** HTTP status. */
  readonly status?: number;
  /** Response to a successful call. In XML, all values are strings. */
  readonly body?: Readonly<Record<string, unknown>>;
  /** Error code. */
  readonly code?: string;
  /** `RequestId` of an error. */
  readonly requestId?: string;
  /** Error of the client itself. */
  readonly failure?: string;
}

const source = (...path: string[]): string => join(__dirname, "clients", ...path);

const commands = {
  "Go SDK": [installed.goProgram],
  "Python SDK": [installed.python, source("python", "sdk.py")],
  "pop-core": [process.execPath, source("node", "popCore.js")],
  "openapi-client (npm)": [process.execPath, source("node", "generic.js")],
  "tea-openapi (PyPI)": [installed.python, source("python", "generic.py")],
} as const;

const formats = ["JSON", "XML"] as const;
const methods = ["GET", "POST"] as const;

const columnsOf = (
  client: Column["client"],
  signature: Column["signature"],
  allowed: readonly Column["format"][] = formats,
): Column[] => allowed.flatMap((format) => methods.map((method) => ({ client, signature, format, method })));

/**
 * All supported combinations. pop-core reads only JSON. With signature V2, the generic clients read errors only in
 * JSON.
 */
export const columns: readonly Column[] = [
  ...columnsOf("Go SDK", "V2"),
  ...columnsOf("Python SDK", "V2"),
  ...columnsOf("pop-core", "V2", ["JSON"]),
  ...columnsOf("openapi-client (npm)", "V2", ["JSON"]),
  ...columnsOf("openapi-client (npm)", "V3"),
  ...columnsOf("tea-openapi (PyPI)", "V2", ["JSON"]),
  ...columnsOf("tea-openapi (PyPI)", "V3"),
];

/** A process that makes calls with one of the vendor's clients. */
export class Client {
  private readonly process: ChildProcess;
  private readonly answers: AsyncIterator<string>;
  private last: Promise<unknown> = Promise.resolve();

  constructor(private readonly name: Column["client"]) {
    const [command, ...args] = commands[name];
    const env = { ...process.env, NODE_PATH: installed.nodeModules };
    this.process = spawn(command, args, { env, stdio: ["pipe", "pipe", "inherit"] });
    const { stdin, stdout } = this.process;
    if (!stdin || !stdout) throw new Error("the process has no pipes");
    this.answers = createInterface({ input: stdout })[Symbol.asyncIterator]();
  }

  /** Makes calls in parallel. Returns the outcomes in the order of the calls. */
  call(url: string, column: Column, keys: Keys, calls: readonly ActionCall[]): Promise<Outcome[]> {
    const batch = { endpoint: new URL(url).host, ...column, ...keys, calls };
    const answer = this.last.then(() => this.exchange(JSON.stringify(batch)));
    this.last = answer.catch(() => undefined);
    return answer;
  }

  /** Closes the process's stdin, and waits for the process to exit. */
  async close(): Promise<void> {
    const ended = once(this.process, "exit");
    this.process.stdin?.end();
    await ended;
  }

  private async exchange(batch: string): Promise<Outcome[]> {
    this.process.stdin?.write(`${batch}\n`);
    const { value, done } = await this.answers.next();
    if (done) throw new Error(`the process of ${this.name} exited unexpectedly`);
    return JSON.parse(value);
  }
}
