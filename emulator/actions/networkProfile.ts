import { assumptions } from "../assumptions";
import { spec } from "../parameters";
import { type ActionSpecs, type Call, fail } from "./action";

/** Returns the number of milliseconds until the isolation state can be changed again. */
const pauseMs = ({ state, account }: Call): number => {
  const { updatedMillis } = state.isolations.get(account.name) ?? {};
  if (updatedMillis === undefined) return 0;
  return Math.max(0, updatedMillis + assumptions.isolationPauseMs - state.now());
};

/** Actions on the network of an account (API file C.2). */
export const networkProfileActions: ActionSpecs = {
  DescribeRegions: { parameters: {}, itemTags: { Data: "Region" }, run: () => assumptions.regions },
  GetUserNetProfileDescription: {
    parameters: {},
    run: (call) => ({
      Isolated: call.state.isolations.get(call.account.name)?.isolated ?? false,
      IsoUpdatedRemainingSec: Math.ceil(pauseMs(call) / 1000),
    }),
  },
  UpdateUserIsolationState: {
    parameters: { Isolated: spec.bool() },
    run: (call) => {
      if (pauseMs(call) > 0) fail(assumptions.isolationTooSoon);
      const { state, account } = call;
      state.isolations.set(account.name, { isolated: call.bool("Isolated"), updatedMillis: state.now() });
    },
  },
};
