import { setMaxListeners } from "node:events";
import type * as Grpc from "@grpc/grpc-js";
import { PluginInfo } from "@pulumi/pulumi/proto/plugin_pb";
import * as messages from "@pulumi/pulumi/proto/provider_pb";
import { propertiesOf } from "../client/plain";
import { onResource } from "../engine/check";
import { type Context, Lifecycle, PartialFailure } from "../engine/lifecycle";
import { isSet, type PropertyValues, UNKNOWN } from "../engine/property";
import type { AnyResource, CheckFailure } from "../engine/resource";
import { allProperties, keyOf, RESOURCE_NAME, TYPE_PREFIXES } from "../engine/state";
import { openContext } from "../run/context";
import "../functions";
import { accountFunctions } from "../invoke/accountFunction";
import { resourceNamed } from "../resources";
import { configReader, configurationFailures } from "./configuration";
import { construct, UPGRADE } from "./construct";
import type { EngineLog } from "./engineLog";
import { grpcError } from "./errors";
import { Empty } from "./protocol";
import schema from "./schema.json";
import { markSecrets, received, structOf } from "./values";

/** A request about one resource. */
interface ResourceRequest {
  getType(): string;
}

/** Handles a request; the response is sent when the promise resolves. */
type Handler<Request, Response> = (request: Request) => Promise<Response> | Response;

/**
 * Serves the resources and functions to Pulumi's engine, which starts one process for each provider of a stack. Only
 * the wire format differs from the dynamic resources. `engine/lifecycle.ts` implements both.
 */
export class Service {
  private readonly cancellation = new AbortController();
  private context: Context | undefined;
  private inFlight = 0;
  private isLeaving = false;
  /** Reference to the provider in Pulumi's engine. */
  private reference = "";

  /** @param leave Exits the process. */
  constructor(
    private readonly log: EngineLog,
    private readonly leave: () => void,
  ) {
    // Every limiter and every pause before a retry adds a listener.
    setMaxListeners(0, this.cancellation.signal);
  }

  /**
   * Exits the process once no request is in flight, so that Pulumi's engine still records the results of pending
   * requests.
   */
  end(): void {
    this.cancellation.abort();
    this.isLeaving = true;
    if (this.inFlight === 0) this.leave();
  }

  /** Returns the implementation of Pulumi's protocol. */
  implementation(): Grpc.UntypedServiceImplementation {
    return {
      handshake: this.unary(() => new messages.ProviderHandshakeResponse().setAcceptSecrets(true)),
      attach: this.unary(() => new Empty()),
      getPluginInfo: this.unary(() => {
        return new PluginInfo().setVersion(schema.version);
      }),
      getSchema: this.unary(() => new messages.GetSchemaResponse().setSchema(JSON.stringify(schema))),
      checkConfig: this.unary((request: messages.CheckRequest) => {
        const response = new messages.CheckResponse();
        response.setInputs(request.getNews());
        const reasons = configurationFailures(received(request.getNews()).values);
        return response.setFailuresList(reasons.map((reason) => failureOf({ property: "", reason })));
      }),
      diffConfig: this.unary(diffConfiguration),
      configure: this.unary((request: messages.ConfigureRequest) => {
        this.reference = request.getId() ? `${request.getUrn()}::${request.getId()}` : "";
        const isDefault = /^default(_|$)/.test(request.getName() ?? "default");
        const read = configReader(received(request.getArgs()).values, isDefault, process.env);
        this.context = openContext(
          read,
          { prefix: TYPE_PREFIXES.plugin, provider: this.reference || undefined },
          { notify: this.log.notify, canceled: this.cancellation.signal },
        );
        return new messages.ConfigureResponse().setSupportspreview(true).setAcceptsecrets(true);
      }),
      check: this.unary((request: messages.CheckRequest) => {
        const [olds, news] = [received(request.getOlds()), received(request.getNews())];
        const named = { ...news.values, [RESOURCE_NAME]: request.getName() };
        const { inputs, failures } = this.lifecycleOf(request).check(olds.values, named);
        const response = new messages.CheckResponse();
        response.setInputs(structOf(markSecrets(inputs, news, olds)));
        return response.setFailuresList(failures.map(onResource).map(failureOf));
      }),
      diff: this.unary(async (request: messages.DiffRequest) => {
        const { values: state } = received(request.getOlds());
        const { values: news } = received(request.getNews());
        const result = await this.lifecycleOf(request).diff(request.getId(), state, news);
        return new messages.DiffResponse()
          .setChanges(result.changes ? SOME : NONE)
          .setReplacesList([...result.replaces])
          .setDeletebeforereplace(result.deleteBeforeReplace);
      }),
      create: this.unary(async (request: messages.CreateRequest) => {
        const declared = received(request.getProperties());
        const { values: inputs } = declared;
        const mark = (values: PropertyValues) => markSecrets(values, declared);
        const response = new messages.CreateResponse();
        if (request.getPreview()) {
          response.setProperties(
            structOf(mark({ ...unknownOutputs(resourceOf(request), inputs), ...inputs })),
          );
          return response;
        }
        const lifecycle = this.lifecycleOf(request, request.getTimeout());
        const { id, outs } = await lifecycle.create(inputs).catch(markFailure(mark));
        response.setId(id);
        response.setProperties(structOf(mark(outs)));
        return response;
      }),
      read: this.unary(async (request: messages.ReadRequest) => {
        const lifecycle = this.lifecycleOf(request, request.getTimeout());
        const recorded = received(request.getProperties());
        const declared = received(request.getInputs());
        const [state, inputs] = [recorded.values, declared.values];
        // Only a state that this package wrote has a key.
        const result =
          keyOf(state) === ""
            ? await lifecycle.import(request.getId(), { ...inputs, ...state })
            : await lifecycle.read(request.getId(), state, inputs);
        const mark = (values: PropertyValues) => markSecrets(values, recorded, declared);
        const response = new messages.ReadResponse();
        response.setId(result.id);
        response.setProperties(structOf(mark(result.props)));
        response.setInputs(structOf(mark(result.inputs ?? {})));
        return response;
      }),
      update: this.unary(async (request: messages.UpdateRequest) => {
        const recorded = received(request.getOlds());
        const declared = received(request.getNews());
        const [state, news] = [recorded.values, declared.values];
        const mark = (values: PropertyValues) => markSecrets(values, declared, recorded);
        const response = new messages.UpdateResponse();
        if (request.getPreview()) {
          response.setProperties(structOf(mark({ ...state, ...news })));
          return response;
        }
        const lifecycle = this.lifecycleOf(request, request.getTimeout());
        const { outs } = await lifecycle.update(request.getId(), state, news).catch(markFailure(mark));
        response.setProperties(structOf(mark(outs)));
        return response;
      }),
      delete: this.unary(async (request: messages.DeleteRequest) => {
        const lifecycle = this.lifecycleOf(request, request.getTimeout());
        await lifecycle.delete(request.getId(), received(request.getProperties()).values);
        return new Empty();
      }),
      invoke: this.unary(async (request: messages.InvokeRequest) => {
        const result = await this.invoke(request.getTok(), received(request.getArgs()).values);
        const response = new messages.InvokeResponse();
        response.setReturn(structOf(result));
        return response;
      }),
      construct: this.unary((request: messages.ConstructRequest) => construct(request, this.reference)),
      cancel: this.unary(() => {
        this.cancellation.abort();
        return new Empty();
      }),
    };
  }

  private async invoke(token: string, args: PropertyValues): Promise<PropertyValues> {
    const found = accountFunctions.get(token.replace(TYPE_PREFIXES.plugin, ""));
    if (!found) throw new Error(`this version of pulumi-linkwan has no function ${token}`);
    const result = await found.run(this.configured().startOperation, args);
    return Array.isArray(result) ? { items: result } : propertiesOf(result);
  }

  /** @param timeoutSeconds Timeout from the resource's `customTimeouts`; 0 if none is set. */
  private lifecycleOf(request: ResourceRequest, timeoutSeconds = 0): Lifecycle {
    const context = this.configured();
    if (timeoutSeconds === 0) return new Lifecycle(resourceOf(request), context);
    const startOperation = (profile: string | undefined) =>
      context.startOperation(profile, 1000 * timeoutSeconds);
    return new Lifecycle(resourceOf(request), { ...context, startOperation });
  }

  private configured(): Context {
    if (!this.context) throw new Error("Pulumi's engine has not configured the provider");
    return this.context;
  }

  private unary<Request, Response>(
    handle: Handler<Request, Response>,
  ): Grpc.handleUnaryCall<Request, Response> {
    const answer = async (request: Request, callback: Grpc.sendUnaryData<Response>): Promise<void> => {
      this.inFlight++;
      try {
        callback(null, await this.log.run(urnOf(request), () => handle(request)));
      } catch (error) {
        callback(grpcError(error));
      } finally {
        this.inFlight--;
        // Exit only after the response has been sent.
        if (this.isLeaving && this.inFlight === 0) setImmediate(this.leave);
      }
    };
    return (call, callback) => void answer(call.request, callback);
  }
}

const { DIFF_NONE: NONE, DIFF_SOME: SOME } = messages.DiffResponse.DiffChanges;

const resourceOf = (request: ResourceRequest): AnyResource =>
  resourceNamed(request.getType().replace(TYPE_PREFIXES.plugin, ""), UPGRADE);

/** Returns the URN of the resource that a request concerns; an empty string for other requests. */
const urnOf = (request: unknown): string =>
  request instanceof Object && "getUrn" in request && typeof request.getUrn === "function"
    ? `${request.getUrn()}`
    : "";

const failureOf = ({ property, reason }: CheckFailure): messages.CheckFailure =>
  new messages.CheckFailure().setProperty(property).setReason(reason);

/** Returns a handler that marks the secrets in the state of a partial failure. */
const markFailure =
  (mark: (values: PropertyValues) => PropertyValues) =>
  (error: unknown): never => {
    if (!(error instanceof PartialFailure)) throw error;
    throw new PartialFailure(error.id, mark(error.properties), error);
  };

/**
 * Reports changed inputs of a provider. No change replaces the provider, because replacing the provider would replace
 * every resource and thus return every lease.
 */
const diffConfiguration = (request: messages.DiffRequest): messages.DiffResponse => {
  const { values: olds } = received(request.getOlds());
  const { values: news } = received(request.getNews());
  const names = [...new Set([...Object.keys(olds), ...Object.keys(news)])];
  const changed = names.filter((name) => JSON.stringify(olds[name]) !== JSON.stringify(news[name]));
  return new messages.DiffResponse().setChanges(changed.length > 0 ? SOME : NONE).setDiffsList(changed);
};

/** Returns the outputs that a preview of a creation cannot know. */
const unknownOutputs = (resource: AnyResource, inputs: PropertyValues): PropertyValues =>
  Object.fromEntries(
    Object.keys(allProperties(resource))
      .filter((name) => !isSet(inputs[name]))
      .map((name) => [name, UNKNOWN]),
  );
