import type { AnyResource } from "../engine/resource";
import * as declarations from "./declarations";

/** The registry: every resource. */
export const resources: readonly AnyResource[] = Object.values(declarations);
