"""Says what the interpreter that runs this is: one JSON object with a `kind`, on one line.

Run with `-I -S`, so nothing but the standard library is in reach. It has to parse on interpreters
that are far too old, so that they can be told apart from broken ones.
"""

import sys


def answer():
    implementation = getattr(sys, "implementation", None)
    name = implementation.name if implementation is not None else "cpython"
    said = {
        "kind": "interpreter",
        "implementation": name,
        "version": [int(part) for part in sys.version_info[:3]],
        "final": sys.version_info[3] == "final",
    }
    if name != "cpython" or sys.version_info[:2] < (3, 11):
        return said
    import os
    from importlib import util

    # A virtual environment answers for the interpreter it was made from.
    base = getattr(sys, "_base_executable", None) or sys.executable
    if not base:
        return {"kind": "trouble", "says": "it does not know its own path"}
    said["python"] = os.path.realpath(base)
    said["ensurepip"] = util.find_spec("ensurepip") is not None
    return said


def main():
    try:
        import json

        said = json.dumps(answer())
    except Exception as error:
        # `json` itself may be what is broken, so this line is written by hand.
        words = ("%s: %s" % (type(error).__name__, error)).replace("\\", "/").replace('"', "'")
        said = '{"kind": "trouble", "says": "%s"}' % " ".join(words.split())
    sys.stdout.write(said + "\n")


main()
