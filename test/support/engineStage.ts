import assert from "node:assert/strict";
import type { CustomResourceOptions } from "@pulumi/pulumi";
import { builtPackages, doorName } from "./door";
import { FakeEngine } from "./fakeEngine";
import { resourceCases } from "./resourceCases";
import { profilesOf, TestStack, withEngine } from "./stack";

/** A case of `resourceCases`. */
export type Kind = keyof typeof resourceCases;

type ResourceClass = new (name: string, inputs: object, options?: CustomResourceOptions) => object;

/** Declares a resource in a program, and returns it. */
export const declareResource = (
  kind: Kind,
  name: string,
  inputs: object,
  options?: CustomResourceOptions,
  door = doorName,
): object => {
  const { name: className } = resourceCases[kind].resource;
  const classes: Readonly<Record<string, unknown>> = builtPackages[door];
  const Class = classes[className] as ResourceClass;
  return new Class(name, inputs, options);
};

/** The cloud and the stack of the current test, on Pulumi's real engine. */
export interface EngineStage {
  readonly engine: FakeEngine;
  readonly stack: TestStack;
  /** Opens the stack with the renter's keys. Each account is also available as a profile. */
  open(program: () => unknown): Promise<TestStack>;
}

/** Prepares tests that need the CLI; each test gets a new cloud, and its stack is removed at the end. */
export const engineStage = (suite: Mocha.Suite): EngineStage => {
  withEngine(suite);
  let engine: FakeEngine | undefined;
  let stack: TestStack | undefined;
  beforeEach(async () => {
    engine = await FakeEngine.open();
  });
  afterEach(async () => {
    stack?.remove();
    stack = undefined;
    await engine?.close();
  });
  const stage: EngineStage = {
    get engine() {
      return engine ?? assert.fail("no test is running");
    },
    get stack() {
      return stack ?? assert.fail("the test has opened no stack");
    },
    open: async (program) => {
      const { cloud } = stage.engine;
      stack = await TestStack.open(cloud, program, profilesOf(cloud));
      return stack;
    },
  };
  return stage;
};
