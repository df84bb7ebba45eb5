import type { Assumption, Question, Unanswerable } from "../question";
import { accountQuestions } from "./account";
import { attemptQuestions } from "./attempts";
import { featureQuestions } from "./features";
import { gatewayQuestions } from "./gateways";
import { networkQuestions } from "./network";
import { nodeGroupQuestions } from "./nodeGroups";
import { nodeQuestions } from "./nodes";
import { orderQuestions } from "./orders";
import { permissionQuestions } from "./permissions";
import { requestQuestions } from "./requests";

/** One question for each assumption of the emulator, in the order in which the probe asks them. */
export const questions: Readonly<Record<Assumption, Question | Unanswerable>> = {
  ...requestQuestions,
  ...accountQuestions,
  ...featureQuestions,
  ...permissionQuestions,
  ...orderQuestions,
  ...nodeGroupQuestions,
  ...gatewayQuestions,
  ...nodeQuestions,
  ...networkQuestions,
  ...attemptQuestions,
};
