"""`piton.keys`: values that learner code may compare and cannot read, each comparison counted here.

The count is of grade B: it is made outside the process with learner code, by whoever answers.
"""

from piton_harness import codec, keys
from piton_harness.outcome import AuthorFault
from piton_harness.table import OPERATORS, Held


def names(registry):
    """What `from piton.keys import …` gives."""

    def counted(values, *, hashable=False):
        """Returns keys for values, to be handed to a probe; what comes back are the values."""
        return registry.run.hold_keys(list(values), hashable)

    def compared(*operators):
        """Returns how often keys of this case were compared, by some operators or by any."""
        unknown = set(operators) - set(OPERATORS)
        if unknown:
            raise AuthorFault(f"there is no comparison {sorted(unknown)[0]!r}")
        asked = registry.run.keys.asked if registry.run.keys else {}
        return sum(asked.get(name, 0) for name in operators or OPERATORS)

    codec.add(Held, keys.TAG, lambda held: [held.at, held.hashed], registry.value_of_key)
    return {"counted": counted, "compared": compared}
