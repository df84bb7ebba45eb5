"""Runs a program with Pulumi's mocks, and prints the type of each resource that the program declares."""

import runpy
import sys

import pulumi

program, packages, *settings = sys.argv[1:]
sys.path.append(packages)
types = []


class Mocks(pulumi.runtime.Mocks):
    def new_resource(self, args):
        types.append(args.typ)
        return args.name, args.inputs

    def call(self, args):
        return {}


pulumi.runtime.set_all_config(dict(each.split("=") for each in settings))
pulumi.runtime.set_mocks(Mocks())


@pulumi.runtime.test
def declare():
    runpy.run_path(program, run_name="__main__")


declare()
print(*sorted(types), sep="\n")
