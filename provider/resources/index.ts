import type { AnyResource } from "../engine/resource";
import * as declarations from "./declarations";

/** The registry of all resources. */
export const resources: readonly AnyResource[] = Object.values(declarations);
