"""What can happen to a check, as exceptions of J. Authors see only `Raised`."""


class Raised(Exception):
    """Learner code raised; `type`, `mro`, `message` and `lines` say what and where."""

    def __init__(self, raised):
        self.type = str(raised.get("type", "?"))
        self.mro = [str(name) for name in raised.get("mro", ())]
        self.message = str(raised.get("message", ""))
        self.lines = [line for line in raised.get("lines", ()) if type(line) is dict]
        super().__init__(f"{self.type}: {self.message}" if self.message else self.type)


class Unmet(AssertionError):
    """An assertion or a requirement did not hold."""

    def __init__(self, says=None, *, place=None, operator=None, advice=None, **values):
        self.says = says
        self.place = place
        self.operator = operator
        self.advice = advice
        self.has_values = "got" in values or "expected" in values
        self.got = values.get("got")
        self.expected = values.get("expected")
        super().__init__(says or "an assertion does not hold")


class Ended(BaseException):
    """S gave no answer that can be used; no author's `except Exception` may hide it."""

    def __init__(self, kind, says, overrun=None):
        self.kind = kind
        self.says = says
        self.overrun = overrun
        super().__init__(says)


class OurFault(BaseException):
    """J or the supervisor cannot go on; nothing is counted."""
