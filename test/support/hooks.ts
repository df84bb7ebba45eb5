import { type RunningEmulator, type ServerOptions, startEmulator } from "../../emulator";

/** Removes environment variables that would change the credentials or the output of tests. Live tests need them. */
for (const name of Object.keys(process.env)) {
  if (process.env.LINKWAN_LIVE !== "1" && /^(ALIBABA_CLOUD_|ALICLOUD_|LINKWAN_LOG$|DEBUG$)/.test(name))
    delete process.env[name];
}

const running: RunningEmulator[] = [];

/** Starts an emulator that is closed at the end of the test. */
export const emulated = async (options: ServerOptions = {}): Promise<RunningEmulator> => {
  const emulator = await startEmulator(options);
  running.push(emulator);
  return emulator;
};

export const mochaHooks = {
  async afterEach(): Promise<void> {
    await Promise.all(running.splice(0).map((emulator) => emulator.close()));
  },
};
