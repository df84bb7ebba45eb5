/**
 * Whether `DEBUG` makes the HTTP library print whole requests, the access key id, the token and the signature among
 * them. The patterns are those of the `debug` package: names separated by commas or spaces, `*` for anything, `.` for any character.
 */
export const printsRequests = (debug: string | undefined): boolean => {
  const patterns = (debug ?? "").split(/[\s,]+/).filter((pattern) => pattern !== "");
  const matches = (pattern: string, name: string): boolean =>
    new RegExp(`^${pattern.replace(/[+?^${}()|[\]\\]/g, "\\$&").replaceAll("*", ".*")}$`).test(name);
  return ["httpx:body", "httpx:header"].some((name) => {
    const excluded = patterns.some((pattern) => pattern.startsWith("-") && matches(pattern.slice(1), name));
    return !excluded && patterns.some((pattern) => !pattern.startsWith("-") && matches(pattern, name));
  });
};

export const DEBUG_WARNING =
  "DEBUG makes the HTTP library print requests with the access key id, the security token and the signature; unset it before you share this output";
