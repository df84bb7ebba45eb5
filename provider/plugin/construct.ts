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
import { allProperties, ownValues, TYPE_PREFIXES } from "../engine/state";
import * as declarations from "../resources/declarations";
import { boundIds, inputsOfParts, networkOutputs, valuesOfParts } from "../resources/roamingNetworkParts";
import { grpc } from "./protocol";
import { structOf } from "./values";

/** Advice to upgrade. The advice names no command, because the plugin is installed either from npm or as one file. */
export const UPGRADE = "install a newer version of pulumi-linkwan";

/** An output of a child resource of the component. */
interface PartOutput {
  readonly value: unknown;
  /** URN of the child resource. */
  readonly urn: string;
}

type PartOutputs = Readonly<Record<string, PartOutput>>;

/**
 * Registers a RoamingNetwork and its child resources with Pulumi's engine, which then creates each child through this
 * process. TypeScript programs use the class in `resources/roamingNetwork.ts`, which declares the same children.
 *
 * @param provider Reference to the provider that this process serves.
 */
export const construct = async (request: ConstructRequest, provider: string): Promise<ConstructResponse> => {
  const type = request.getType();
  if (type !== `${TYPE_PREFIXES.plugin}RoamingNetwork`)
    throw new Error(`this version of pulumi-linkwan has no component ${type}: ${UPGRADE}`);
  const engine = new Registrations(request, provider);
  try {
    const parent = await engine.registerComponent();
    // Values stay in the wire format, with secrets marked, because they are only copied from one message to another.
    const declared: PropertyValues = request.getInputs()?.toJavaScript() ?? {};
    const inputs = inputsOfParts(declared);
    const [lease, nodeGroup] = await Promise.all([
      engine.registerPart(parent, declarations.leasedJoinPermission, inputs.lease),
      engine.registerPart(parent, declarations.nodeGroup, inputs.nodeGroup),
    ]);
    const ids = valuesOfParts(boundIds, { lease, nodeGroup });
    await engine.registerPart(parent, declarations.nodeGroupBinding, inputs.binding, ids);
    return await engine.finish(parent, valuesOfParts(networkOutputs, { lease, nodeGroup }));
  } finally {
    engine.close();
  }
};

/** Returns the values of outputs, without their URNs. */
const valuesIn = (outputs: PartOutputs): PropertyValues =>
  Object.fromEntries(Object.entries(outputs).map(([name, { value }]) => [name, value]));

/** Returns the outputs of a resource that Pulumi's engine has registered. */
const outputsOf = (resource: AnyResource, response: RegisterResourceResponse): PartOutputs => {
  // The preview of a creation has no id. The preview of an update has the id, but no other output.
  const id = resource.idProperty === undefined ? {} : { [resource.idProperty]: response.getId() || UNKNOWN };
  const values = { ...response.getObject()?.toJavaScript(), ...id };
  const urn = response.getUrn();
  return Object.fromEntries(
    Object.keys(allProperties(resource)).map((name) => [name, { value: values[name], urn }]),
  );
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

  /**
   * Registers a child resource and returns its outputs.
   *
   * @param inputs Inputs from the component.
   * @param references Inputs from other child resources.
   */
  async registerPart(
    parent: string,
    resource: AnyResource,
    inputs: PropertyValues,
    references: PartOutputs = {},
  ): Promise<PartOutputs> {
    const values = ownValues({ ...inputs, ...valuesIn(references) });
    const part = this.resource(TYPE_PREFIXES.plugin + resource.name, parent)
      .setCustom(true)
      .setObject(structOf(values))
      .setProvider(this.request.getProvidersMap().get("linkwan") ?? this.provider)
      .setDeletebeforereplace(!selectsObject(resource, inputs))
      .setDeletebeforereplacedefined(true)
      // Allows a network of dynamic resources to move to the plugin without changes.
      .setAliasesList([
        new Alias().setSpec(
          new Alias.Spec().setType(TYPE_PREFIXES.dynamic + resource.name).setParenturn(parent),
        ),
      ]);
    const ofInputs = this.request.getInputdependenciesMap();
    for (const name of Object.keys(values)) {
      const urn = references[name]?.urn;
      const entry = new RegisterResourceRequest.PropertyDependencies();
      entry.setUrnsList(urn === undefined ? (ofInputs.get(name)?.getUrnsList() ?? []) : [urn]);
      part.getPropertydependenciesMap().set(name, entry);
    }
    const urns = Object.values(references).map(({ urn }) => urn);
    part.setDependenciesList([...part.getDependenciesList(), ...urns]);
    return outputsOf(resource, await this.register(part));
  }

  /** Registers the outputs of the component. */
  async finish(urn: string, outputs: PartOutputs): Promise<ConstructResponse> {
    const state = structOf(valuesIn(outputs));
    const registered = new RegisterResourceOutputsRequest().setUrn(urn).setOutputs(state);
    await new Promise<void>((resolve, reject) => {
      this.monitor.registerResourceOutputs(registered, (error) => (error ? reject(error) : resolve()));
    });
    const response = new ConstructResponse();
    response.setUrn(urn);
    response.setState(state);
    for (const [name, output] of Object.entries(outputs)) {
      const entry = new ConstructResponse.PropertyDependencies();
      entry.setUrnsList([output.urn]);
      response.getStatedependenciesMap().set(name, entry);
    }
    return response;
  }

  /** Returns a request with the options that child resources inherit from the component. */
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
