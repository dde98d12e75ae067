"""The check libraries: what `from piton.NAME import …` gives in `checks.py`.

Each module has `names(registry)`, which returns what the author may import. All of it runs in J:
a learner's text is read here with limits (`text`), a learner's code runs in S alone.
"""

import sys
import types

from piton_harness.libraries import keys, partner, review

LIBRARIES = {"keys": keys, "partner": partner, "review": review}


def install(registry, facade):
    """Makes the modules `piton.NAME`, beside the facade `piton`."""
    for name, library in LIBRARIES.items():
        module = types.ModuleType(f"piton.{name}")
        vars(module).update(library.names(registry))
        setattr(facade, name, module)
        sys.modules[module.__name__] = module
