"""Implements the protocol of the method exchange in test/sdk/client.ts."""

import json
import sys
from concurrent.futures import ThreadPoolExecutor

# Maximum number of parallel calls. Each call has its own thread.
AT_ONCE = 100


def serve(open_client, call):
    """For each batch on stdin, writes the outcomes of call(client, batch, action, parameters) to stdout."""
    for line in sys.stdin:
        batch = json.loads(line)
        client = open_client(batch)

        def outcome(each):
            try:
                return call(client, batch, each["action"], each["parameters"])
            except Exception as error:
                return {"failure": f"{type(error).__name__}: {error}"}

        with ThreadPoolExecutor(max_workers=min(AT_ONCE, len(batch["calls"]))) as threads:
            outcomes = list(threads.map(outcome, batch["calls"]))
        print(json.dumps(outcomes), flush=True)
