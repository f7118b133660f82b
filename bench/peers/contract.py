"""What every Python peer takes and prints: PEER.py --targets FILE --concurrency N --command TEXT [--shape NAME].

A line of the file is host:port. For each device there is a line of JSON on stdout: {"device": "host:port", "output": "..."}, or
"error" in place of "output". On stderr stands inner=SECONDS, from the first connection to the last answer.
"""

import argparse
import contextlib
import json
import sys
import time
import warnings

USERNAME = "admin"
PASSWORD = "cisco123"
SECRET = "s3cr3t-enable"

warnings.filterwarnings("ignore")


def arguments(shapes=("default",)):
    """The arguments, with the devices as `devices`: a list of (host, port)."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--targets", required=True)
    parser.add_argument("--concurrency", type=int, default=100)
    parser.add_argument("--command", required=True)
    parser.add_argument("--shape", choices=shapes, default=shapes[0])
    given = parser.parse_args()
    with open(given.targets) as file:
        pairs = [line.strip().rsplit(":", 1) for line in file if line.strip()]
    given.devices = [(host, int(port)) for host, port in pairs]
    return given


def answer(device, output):
    host, port = device
    return {"device": f"{host}:{port}", "output": output}


def trouble(device, error):
    host, port = device
    return {"device": f"{host}:{port}", "error": f"{type(error).__name__}: {error}"}


@contextlib.contextmanager
def timed():
    started = time.perf_counter()
    yield
    print(f"inner={time.perf_counter() - started:.4f}", file=sys.stderr)


def show(results):
    for result in results:
        print(json.dumps(result))
