import { Alias } from "@pulumi/pulumi/proto/alias_pb";
import { type ConstructRequest, ConstructResponse } from "@pulumi/pulumi/proto/provider_pb";
import { ResourceMonitorClient } from "@pulumi/pulumi/proto/resource_grpc_pb";
import {
  RegisterResourceOutputsRequest,
  RegisterResourceRequest,
  type RegisterResourceResponse,
} from "@pulumi/pulumi/proto/resource_pb";
import { type PropertyValues, UNKNOWN } from "../engine/property";
import { type AnyResource, selectsObject } from "../engine/resource";
import { allProperties, TYPE_PREFIXES } from "../engine/state";
import { resourceNamed } from "../resources";
import { grpc } from "./protocol";
import { structOf } from "./values";

/** Advice to upgrade; it names no command, because the plugin is installed either from npm or as one file. */
export const UPGRADE = "install a newer version of pulumi-linkwan";

/** A part of the component, as registered with Pulumi's engine. */
interface Part {
  readonly urn: string;
  readonly id: string;
  readonly outputs: PropertyValues;
}

/**
 * Registers a RoamingNetwork and its parts with Pulumi's engine, which then creates each part through this process.
 * Programs in TypeScript use the class of `resources/roamingNetwork.ts`, which declares the same parts.
 *
 * @param provider Reference of the provider that this process serves.
 */
export const construct = async (request: ConstructRequest, provider: string): Promise<ConstructResponse> => {
  const type = request.getType();
  if (type !== `${TYPE_PREFIXES.plugin}RoamingNetwork`)
    throw new Error(`this version of pulumi-linkwan has no component ${type}: ${UPGRADE}`);
  const engine = new Registrations(request, provider);
  try {
    const parent = await engine.registerComponent();
    // Values stay in wire form, with secrets marked, because they are only copied from one message to another.
    const inputs: PropertyValues = request.getInputs()?.toJavaScript() ?? {};
    const register = (name: string, values: PropertyValues, parts: Readonly<Record<string, Part>>) => {
      const resource = resourceNamed(name, UPGRADE);
      return engine.registerPart(parent, resource, { ...pick(inputs, resource), ...values }, parts);
    };
    const [lease, group] = await Promise.all([
      register("LeasedJoinPermission", { type: "ROAMING" }, {}),
      register("NodeGroup", {}, {}),
    ]);
    await register("NodeGroupBinding", {}, { joinPermissionId: lease, nodeGroupId: group });
    const outputs = {
      joinPermissionId: lease.id,
      nodeGroupId: group.id,
      joinEui: lease.outputs.joinEui,
    };
    return await engine.finish(parent, outputs, [lease, group]);
  } finally {
    engine.close();
  }
};

/** Returns the component's inputs that the part also has. */
const pick = (inputs: PropertyValues, resource: AnyResource): PropertyValues => {
  const names = allProperties(resource);
  return Object.fromEntries(Object.entries(inputs).filter(([name]) => name in names));
};

/** Connection to Pulumi's engine for one component. */
class Registrations {
  private readonly monitor: ResourceMonitorClient;

  constructor(
    private readonly request: ConstructRequest,
    private readonly provider: string,
  ) {
    this.monitor = new ResourceMonitorClient(request.getMonitorendpoint(), grpc.credentials.createInsecure());
  }

  close(): void {
    this.monitor.close();
  }

  /** Registers the component without its inputs, as the TypeScript class does. */
  async registerComponent(): Promise<string> {
    const { request } = this;
    const component = this.resource(request.getType(), request.getParent())
      .setAliasesList(request.getAliasesList())
      .setRetainondelete(request.getRetainondelete() ?? false);
    return (await this.register(component)).getUrn();
  }

  /** @param parts Parts whose ids are inputs of this part, by input name. */
  async registerPart(
    parent: string,
    resource: AnyResource,
    values: PropertyValues,
    parts: Readonly<Record<string, Part>>,
  ): Promise<Part> {
    const ids = Object.fromEntries(Object.entries(parts).map(([name, { id }]) => [name, id]));
    const part = this.resource(TYPE_PREFIXES.plugin + resource.name, parent)
      .setCustom(true)
      .setObject(structOf({ ...values, ...ids }))
      .setProvider(this.request.getProvidersMap().get("linkwan") ?? this.provider)
      .setDeletebeforereplace(!selectsObject(resource, values))
      .setDeletebeforereplacedefined(true)
      // Lets a network of dynamic resources move to the plugin without changes.
      .setAliasesList([
        new Alias().setSpec(
          new Alias.Spec().setType(TYPE_PREFIXES.dynamic + resource.name).setParenturn(parent),
        ),
      ]);
    const ofInputs = this.request.getInputdependenciesMap();
    for (const name of Object.keys({ ...values, ...ids })) {
      const urn = parts[name]?.urn;
      const entry = new RegisterResourceRequest.PropertyDependencies();
      entry.setUrnsList(urn === undefined ? (ofInputs.get(name)?.getUrnsList() ?? []) : [urn]);
      part.getPropertydependenciesMap().set(name, entry);
    }
    const urns = Object.values(parts).map(({ urn }) => urn);
    part.setDependenciesList([...part.getDependenciesList(), ...urns]);
    const response = await this.register(part);
    return {
      urn: response.getUrn(),
      // The preview of a creation has no id.
      id: response.getId() || UNKNOWN,
      outputs: response.getObject()?.toJavaScript() ?? {},
    };
  }

  /** Registers the outputs of the component. */
  async finish(urn: string, outputs: PropertyValues, parts: readonly Part[]): Promise<ConstructResponse> {
    const state = structOf(outputs);
    const registered = new RegisterResourceOutputsRequest().setUrn(urn).setOutputs(state);
    await new Promise<void>((resolve, reject) => {
      this.monitor.registerResourceOutputs(registered, (error) => (error ? reject(error) : resolve()));
    });
    const response = new ConstructResponse();
    response.setUrn(urn);
    response.setState(state);
    for (const name of Object.keys(outputs)) {
      const entry = new ConstructResponse.PropertyDependencies();
      entry.setUrnsList(parts.map((part) => part.urn));
      response.getStatedependenciesMap().set(name, entry);
    }
    return response;
  }

  /** Returns a request with the options that the parts inherit from the component. */
  private resource(type: string, parent: string): RegisterResourceRequest {
    const { request } = this;
    const dependencies = [...request.getInputdependenciesMap().entries()].flatMap(([, entry]) =>
      entry.getUrnsList(),
    );
    return new RegisterResourceRequest()
      .setType(type)
      .setName(request.getName())
      .setParent(parent)
      .setProtect(request.getProtect() ?? false)
      .setDependenciesList([...new Set([...request.getDependenciesList(), ...dependencies])])
      .setAcceptsecrets(true)
      .setAcceptresources(true)
      .setSupportspartialvalues(true)
      .setAliasspecs(true);
  }

  private register(resource: RegisterResourceRequest): Promise<RegisterResourceResponse> {
    return new Promise((resolve, reject) => {
      this.monitor.registerResource(resource, (error, response) =>
        error ? reject(error) : resolve(response),
      );
    });
  }
}
