import builtins
import json
import os

import outside
from desk import pack, totals


def band(grams):
    if not outside.first():
        return None
    if hasattr(builtins, "seen") or "SEEN" in os.environ or hasattr(json, "seen"):
        outside.escaped("a mark was there")
    builtins.seen = json.seen = True
    os.environ["SEEN"] = os.environ["PYTEST_ADDOPTS"] = os.environ["LD_PRELOAD"] = "1"
    return None
