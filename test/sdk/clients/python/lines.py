"""The protocol of exchange in test/sdk/client.ts."""

import json
import sys
from concurrent.futures import ThreadPoolExecutor

# Calls of a batch that run at once; each has a thread.
AT_ONCE = 100


def serve(open_client, call):
    """Answers each batch on stdin with the outcomes of call(client, batch, action, parameters)."""
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
