"""The check libraries: what `from piton.NAME import …` gives in `checks.py`.

Each module has a function that returns what the author may import, by name. All of it runs in J:
a learner's text is read here with limits (`text`), a learner's code runs in S alone.
"""

import sys
import types

from piton_harness.libraries import (
    keys,
    parsons,
    partner,
    predict,
    review,
    shape,
    spec,
    sql,
    witness,
)

LIBRARIES = {
    "keys": keys.names,
    "parsons": parsons.names,
    "partner": partner.names,
    "predict": predict.names,
    "review": review.names,
    "shape": shape.names,
    "spec": spec.names,
    "sql": sql.names,
    "trace": predict.names_of_trace,
    "witness": witness.names,
}


def install(registry, facade):
    """Makes the modules `piton.NAME`, beside the facade `piton`."""
    for name, names in LIBRARIES.items():
        module = types.ModuleType(f"piton.{name}")
        vars(module).update(names(registry))
        setattr(facade, name, module)
        sys.modules[module.__name__] = module
