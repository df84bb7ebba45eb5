import { randomUUID } from "node:crypto";
import type { Operation } from "../api/client";
import { hasCode, type LinkWanError } from "../api/errors";
import { isAbsent } from "./absence";
import { checkOf } from "./check";
import type { Definition } from "./definition";
import { diffProperties, driftedInputs } from "./properties";
import { type DiffResult, type Lifecycle, PartialFailure, type Values } from "./resource";
import { thingOf } from "./run";
import { keyOf, ownOf, profileOf, stateOf, unreadState } from "./state";

/** What a change of inputs means. */
export const decide = (definition: Definition, state: Values, news: Values): DiffResult => {
  const result = diffProperties(definition.properties, state, news);
  const replaces = result.replaces.filter((name) => definition.replaces?.(name, state, news) ?? true);
  return {
    ...result,
    replaces,
    deleteBeforeReplace: replaces.length > 0 && result.deleteBeforeReplace,
  };
};

/** The life of a resource, which is the same for all but for what its definition says. */
export const lifecycleOf = (definition: Definition): Lifecycle => {
  const { resource, words } = definition;
  const thing = (id: string): string => thingOf(resource, id);

  /** A thing that is gone leaves the state, and a line says so. */
  const tellGone = (operation: Operation, id: string, absence: LinkWanError): void => {
    const why = absence.details.meaning ?? "it is not held by the account of these credentials";
    operation.tell(
      `${words.kind} ${id}${why.replace(/^it/, "")}: it counts as ${words.removed}, and leaves the state`,
    );
  };

  return {
    check: checkOf(definition),

    /**
     * A replacement may delete before it creates, so before one is announced, what the new thing needs is looked
     * up: a mistyped id must not cost the old one.
     */
    diff: async (id, state, news, { connect, run }) => {
      const result = decide(definition, state, news);
      if (result.replaces.length === 0) run.keep(thing(id), keyOf(state));
      else await definition.verifyReplacement?.(id, result.replaces, state, news, connect);
      return result;
    },

    create: async (inputs, { connect, run }) => {
      const operation = await connect(profileOf(inputs));
      const { id, granted, cloud: known } = await definition.obtain(operation, inputs, run);
      const key = randomUUID().slice(0, 8);
      run.keep(thing(id), key);
      // From here on the account holds it: whatever fails now must leave it in the state.
      let present = granted;
      try {
        await definition.change?.(operation, id, granted, inputs, (values) => {
          present = { ...present, ...values };
        });
        const cloud =
          known ?? definition.asObtained?.(id, inputs) ?? (await definition.get(operation, id, inputs));
        return { id, outs: stateOf(definition, cloud, ownOf(definition, inputs, key)) };
      } catch (error) {
        throw new PartialFailure(id, unreadState(definition, id, present, key), error as Error);
      }
    },

    /** Only absence removes a resource from the state; a refusal or a failure is an error and keeps it. */
    read: async (id, state, { connect }) => {
      const operation = await connect(profileOf(state));
      try {
        const cloud = await (definition.read ?? definition.get)(operation, id, state);
        const props = stateOf(definition, cloud, state);
        return { id, props, inputs: driftedInputs(props) };
      } catch (error) {
        if (!isAbsent(error)) throw error;
        await definition.confirmGone?.(operation, id, state);
        tellGone(operation, id, error);
        return { id: "", props: {} };
      }
    },

    update: async (id, state, news, { connect }) => {
      const operation = await connect(profileOf(news));
      let changed: Values | undefined;
      try {
        await definition
          .change?.(operation, id, state, news, (values) => {
            changed = { ...changed, ...values };
          })
          .catch(explainUnseen(definition));
        const cloud = await definition.get(operation, id, news).catch(explainUnseen(definition));
        return { outs: stateOf(definition, cloud, ownOf(definition, news, keyOf(state))) };
      } catch (error) {
        if (!changed) throw error;
        throw new PartialFailure(id, { ...state, ...changed }, error as Error);
      }
    },

    delete: async (id, state, { connect, run }) => {
      const operation = await connect(profileOf(state));
      if (run.release(thing(id), keyOf(state))) {
        operation.tell(
          `${words.kind} ${id} is not ${words.removed}: another resource of the program goes on with it`,
        );
        return;
      }
      try {
        await definition.remove(operation, id, state);
      } catch (error) {
        if (!isAbsent(error)) throw error;
        await (definition.confirmGone ?? expectAbsent(definition, error))(operation, id, state);
        tellGone(operation, id, error);
      }
    },
  };
};

const expectAbsent =
  (definition: Definition, error: unknown) =>
  async (operation: Operation, id: string, state: Values): Promise<void> => {
    const found = await definition.get(operation, id, state).catch((missed) => {
      if (!isAbsent(missed)) throw missed;
    });
    if (found) throw error;
  };

const explainUnseen =
  ({ words }: Definition) =>
  (error: unknown): never => {
    if (!hasCode(error, "NonExistent")) throw error;
    throw error.explained({
      meaning: `the account of these credentials (profile) does not hold this ${words.thing}`,
      remedy: `if it was ${words.removed} outside Pulumi, run pulumi refresh; if the profile changed, use one of the same account`,
    });
  };
