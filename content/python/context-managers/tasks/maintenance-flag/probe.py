"""Plays one night at the ticket shop and tells which calls were made and which error got out."""

from piton import probe

from maintenance import maintenance


class ShopError(Exception):
    """The shop's own kind of error."""


ERRORS = {
    kind.__name__: kind
    for kind in (
        ShopError,
        ConnectionError,
        KeyError,
        TimeoutError,
        ValueError,
        KeyboardInterrupt,
        SystemExit,
    )
}


class Shop:
    """Writes every call down and fails where the script says so."""

    def __init__(self, faults):
        self.faults = faults
        self.calls = []
        self.errors = []

    def step(self, name, *words):
        self.calls.append(": ".join([name, *words]))
        if name in self.faults:
            kind, message = self.faults[name]
            self.errors.append(ERRORS[kind](message))
            raise self.errors[-1]

    def raise_flag(self, reason):
        self.step("raise_flag", reason)

    def pause_jobs(self):
        self.step("pause_jobs")

    def resume_jobs(self):
        self.step("resume_jobs")

    def lower_flag(self):
        self.step("lower_flag")


def chain(error):
    """The error and what came before it, as kinds and messages, the last one first."""
    found = []
    while error is not None and len(found) < 9:
        found.append([type(error).__name__, *map(str, error.args)])
        error = error.__context__
    return found


@probe()
def night(reason, faults):
    """Run one with block; `work` is what happens inside it."""
    shop = Shop(faults)
    try:
        with maintenance(shop, reason):
            shop.step("work")
    except BaseException as error:
        if not any(error is known for known in shop.errors):
            raise
        return {"calls": shop.calls, "errors": chain(error)}
    return {"calls": shop.calls, "errors": []}


@probe()
def calls_before_entering(reason):
    """Build the manager, look at the shop, and only then enter the with block."""
    shop = Shop({})
    manager = maintenance(shop, reason)
    before = list(shop.calls)
    with manager:
        pass
    return before
