"""Runs a command through Pulumi's Automation API on the stack `dev` of the project in the working directory.

The program runs in this process, as in Pulumi's Python host.
"""

import runpy
import sys

from pulumi import automation

command, name, packages = sys.argv[1:]
sys.path.append(packages)
stack = automation.select_stack(
    "dev",
    project_name=name,
    program=lambda: runpy.run_path("__main__.py", run_name="__main__"),
    opts=automation.LocalWorkspaceOptions(work_dir="."),
)
getattr(stack, command)(on_output=print)
