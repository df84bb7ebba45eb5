import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import puppeteer, { type Browser, type LaunchOptions } from "puppeteer-core";

const root = join(__dirname, "..", "..");
const cache = join(root, "node_modules", ".cache");
const { version } = require(join(root, "node_modules", "@sparticuz", "chromium", "package.json"));
const unpacked = join(cache, `chromium-${version}`);

/**
 * Unpacks Chromium from its npm package in a separate process, because environment variables control the folder and
 * whether libraries are included. Renames the folder at the end, because test runs can race.
 */
const unpack = (): void => {
  if (existsSync(unpacked)) return;
  mkdirSync(cache, { recursive: true });
  const unpacking = mkdtempSync(join(cache, "unpacking-"));
  try {
    execFileSync(process.execPath, ["-e", 'require("@sparticuz/chromium").executablePath()'], {
      cwd: root,
      env: { ...process.env, TMPDIR: unpacking, AWS_LAMBDA_JS_RUNTIME: "nodejs20.x" },
    });
    renameSync(unpacking, unpacked);
  } catch (error) {
    if (!existsSync(unpacked)) throw error;
  } finally {
    rmSync(unpacking, { recursive: true, force: true });
  }
};

const npmsChromium = (): LaunchOptions => {
  unpack();
  const { LD_LIBRARY_PATH, FONTCONFIG_PATH, ...env } = process.env;
  // The package includes every library that it needs beyond libc, so that it runs on machines without a browser.
  const libraries = [join(unpacked, "al2023", "lib"), LD_LIBRARY_PATH].filter(Boolean).join(":");
  const fonts = FONTCONFIG_PATH ?? (existsSync("/etc/fonts") ? undefined : join(unpacked, "fonts"));
  return {
    executablePath: join(unpacked, "chromium"),
    headless: "shell",
    env: { ...env, LD_LIBRARY_PATH: libraries, ...(fonts === undefined ? {} : { FONTCONFIG_PATH: fonts }) },
  };
};

const chosen = (): LaunchOptions => {
  const { CHROME_PATH } = process.env;
  if (CHROME_PATH) return { executablePath: CHROME_PATH };
  return process.platform === "linux" && process.arch === "x64" ? npmsChromium() : { channel: "chrome" };
};

/**
 * Opens a headless browser: the one at `CHROME_PATH` if set, Chromium from npm on Linux x64, otherwise the installed
 * Chrome.
 */
export const openBrowser = (): Promise<Browser> =>
  // The sandbox needs privileges that containers do not grant; the browser loads only the emulator's own page.
  puppeteer.launch({ ...chosen(), args: ["--no-sandbox", "--disable-dev-shm-usage"] });
