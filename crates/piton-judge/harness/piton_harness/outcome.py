"""What can happen to a check, as exceptions of J. Authors see only `Raised`."""


class Raised(Exception):
    """Learner code raised; `type`, `mro`, `message` and `lines` say what and where."""

    def __init__(self, raised):
        self.type = raised["type"]
        self.mro = raised["mro"]
        self.message = raised["message"]
        self.lines = raised["lines"]
        # The kinds of exception that were expected in its place, if any.
        self.wanted = ()
        super().__init__(self.told)

    @property
    def told(self):
        """Returns type and message as a traceback ends with them."""
        return f"{self.type}: {self.message}" if self.message else self.type


class Unmet(AssertionError):
    """An assertion or a requirement did not hold; `place` tells which."""

    def __init__(self, says=None, *, place=None, operator=None, advice=None, **values):
        self.says = says
        self.place = place
        self.operator = operator
        self.advice = advice
        self.has_values = "got" in values or "expected" in values
        self.got = values.get("got")
        self.expected = values.get("expected")
        self.programs = None
        # Lines to show where no call was traced.
        self.lines = []
        super().__init__(says or "an assertion does not hold")


class Ended(BaseException):
    """S gave no answer that can be used; no author's `except Exception` may hide it."""

    def __init__(self, kind, says, overrun=None):
        self.kind = kind
        self.says = says
        self.overrun = overrun
        # Whether earlier checks may have caused it, so that a fresh process should try again.
        self.retry = False
        # How many of the calls that were sent had not begun, if it is known.
        self.unanswered = None
        # Whether it ended because it looked where it must not.
        self.looked = False
        super().__init__(says)


class OurFault(BaseException):
    """J or the supervisor cannot go on; nothing is counted."""


class AuthorFault(Exception):
    """The checks are wrong in a way that says nothing about the learner's code."""
