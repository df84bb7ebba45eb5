// `npm test [-- TIER …]`: runs the named tiers; by default, those of `tiers`; with `all`, every tier.
import { main } from "./run";
import { otherTiers, tiers } from "./tiers";

const every = { ...tiers, ...otherTiers };
const names = process.argv.slice(2);
const unknown = names.filter((name) => name !== "all" && !Object.hasOwn(every, name));
if (unknown.length > 0) {
  process.stderr.write(
    `Unknown tier: ${unknown.join(", ")}. Tiers: ${Object.keys(every).join(", ")}, all.\n`,
  );
  process.exit(1);
}
const isChosen = (name: string): boolean => names.includes("all") || names.includes(name);
main(
  names.length === 0 ? tiers : Object.fromEntries(Object.entries(every).filter(([name]) => isChosen(name))),
);
