import type { Lifecycle } from "../resource";
import { check } from "./check";
import { create } from "./create";
import { returnLease } from "./delete";
import { diff } from "./diff";
import { read } from "./read";
import { update } from "./update";

/** The life of a leased join permission. */
export const leasedJoinPermission: Lifecycle = { check, diff, create, read, update, delete: returnLease };
