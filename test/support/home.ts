import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A user's home folder for one test, where the Alibaba Cloud credentials library looks for its files. */
export class Home {
  readonly folder = mkdtempSync(join(tmpdir(), "linkwan-home-"));
  private readonly before = process.env.HOME;

  constructor() {
    mkdirSync(join(this.folder, ".aliyun"));
    process.env.HOME = this.folder;
    process.env.ALIBABA_CLOUD_ECS_METADATA_DISABLED = "true";
  }

  /** Writes the configuration file of the Alibaba Cloud CLI, from its text or from profiles. */
  writeCliFile(content: string | { current?: string; profiles: readonly object[] }): void {
    const text = typeof content === "string" ? content : JSON.stringify(content, null, 2);
    writeFileSync(join(this.folder, ".aliyun", "config.json"), text);
  }

  /** Writes a program for Node and returns the command that runs it. */
  writeProgram(name: string, text: string): string {
    const file = join(this.folder, name);
    writeFileSync(file, text);
    return `"${process.execPath}" "${file}"`;
  }

  /** Removes the folder, and the environment variables of the credentials library that a test has set. */
  remove(): void {
    process.env.HOME = this.before;
    for (const name of Object.keys(process.env))
      if (name.startsWith("ALIBABA_CLOUD_")) delete process.env[name];
    rmSync(this.folder, { recursive: true });
  }
}
