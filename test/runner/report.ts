/** Message from mocha's process to the runner, about a test or the end of the run. */
export type Report =
  | { readonly event: "pass" }
  | { readonly event: "fail"; readonly title: string; readonly error: string }
  | { readonly event: "end" };
