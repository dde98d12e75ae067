"""The modules `piton`, `piton.suites` and `probe` as `checks.py` imports them.

`probe` holds stubs only: nothing of `probe.py` ever runs in J.
"""

import functools
import random
import sys
import types

from piton_harness import codec, rewrite, words
from piton_harness.outcome import AuthorFault, Raised, Unmet


class Check:
    """A named requirement."""

    def __init__(self, function, name, sentence, **options):
        self.function = function
        self.name = name
        self.sentence = sentence
        self.skill = options.get("skill")
        self.advice = options.get("advice")
        self.needs = [
            one if type(one) is str else one.name if isinstance(one, Check) else one.__name__
            for one in options.get("needs") or ()
        ]
        self.blocking = options.get("blocking", True)
        self.grade = options.get("grade", "A")
        self.fresh = options.get("fresh")


class Registry:
    """What the loading of one `checks.py` gathers, and the check that is running."""

    def __init__(self, session, resources):
        self.session = session
        self.resources = resources
        self.checks = []
        self.run = None
        # Whether what learner code prints must not be shown.
        self.is_private = False

    def add(self, check):
        if check.name == "loads" or any(one.name == check.name for one in self.checks):
            raise ValueError(f"the check name {check.name!r} is taken")
        self.checks.append(check)

    def install(self, probes):
        """Makes the modules that `checks.py` imports."""
        from piton_harness import libraries

        facade = types.ModuleType("piton")
        facade.check = self.check
        facade.cases = self.cases
        facade.require = require
        facade.raises = functools.partial(Raises, self)
        facade.Raised = Raised
        facade.resource = self.resource
        facade.__path__ = []
        sys.modules["piton"] = facade

        suites = types.ModuleType("piton.suites")
        suites.suite = self.suite
        facade.suites = suites
        sys.modules["piton.suites"] = suites
        libraries.install(self, facade)

        stubs = types.ModuleType("probe")
        for name, options in probes.items():
            setattr(stubs, name, self.stub(name, options))
        sys.modules["probe"] = stubs

    def check(self, sentence, **options):
        """Declares the function below as a check."""
        unknown = set(options) - {"skill", "advice", "needs", "blocking", "grade", "fresh"}
        if unknown:
            raise TypeError(f"@check does not know {', '.join(sorted(unknown))}")

        def declare(function):
            self.add(Check(function, function.__name__, sentence, **options))
            return function

        return declare

    def value_of_key(self, body):
        """Returns the value of a key that learner code gave back."""
        table = self.run.keys if self.run else None
        if table is None:
            raise codec.NotPlain("there is no such key")
        return table.value(body)

    def resource(self, path):
        """Returns a file of `resources/`, or a folder of them by name without ending."""
        path = path.strip("/")
        if path in self.resources:
            return self.resources[path]
        folder = {
            name[len(path) + 1 :].rsplit(".", 1)[0]: text
            for name, text in sorted(self.resources.items())
            if name.startswith(path + "/")
        }
        if not folder:
            raise FileNotFoundError(f"resources/{path} does not exist")
        return folder

    def suite(self, **options):
        from piton_harness.suites import Suite

        # What a suite prints may be the program it runs against.
        self.is_private = True

        return Suite(self, **options)

    def assertion(self, line, operator, left, right, message):
        """What a rewritten assertion calls."""
        if rewrite.holds(operator, left, right):
            return
        says = message()
        says = None if says is None else str(says)
        if operator == "true":
            raise Unmet(says, place=line, operator=operator)
        raise Unmet(says, place=line, operator=operator, got=left, expected=right)

    def stub(self, name, options):
        def call(*arguments):
            return self.run.call(name, arguments, options)

        call.__name__ = name
        call.probe = (name, options)
        return call

    def cases(self, generator, n=100, valid=None, examples=()):
        """Gives inputs: earlier counter-examples, examples, then seeded draws."""
        return self.run.cases(generator, n, valid or (lambda *_: True), examples)


def require(condition, says, **values):
    """Fails with a sentence unless the condition holds."""
    if not condition:
        says = str(says)
        # Sentences may name values, so only how they begin tells one from another.
        place = ("require", sys._getframe(1).f_lineno, says[:24])
        raise Unmet(says, place=place, **values)


class Raises:
    """Expects learner code to raise, by the name of a class in the exception's MRO."""

    def __init__(self, registry, *names):
        self.registry = registry
        self.names = [name if type(name) is str else name.__name__ for name in names]
        self.raised = None

    def __enter__(self):
        return self

    def __exit__(self, kind, error, trace):
        if kind is None:
            wanted = " or ".join(self.names)
            says = f"{wanted} should have been raised, and nothing was"
            last = self.registry.run.last_call()
            if last and last.answered:
                call = words.call_text(last.name, last.arguments)
                says = f"{call} should have raised {wanted}, and gave {words.show(last.value, 200)}"
            raise Unmet(says, place=("raises", *self.names))
        if not isinstance(error, Raised):
            return False
        if not set(self.names) & set(error.mro):
            error.wanted = self.names
            return False
        # The attributes of what was raised are those of this, as authors read them.
        self.type, self.mro, self.message = error.type, error.mro, error.message
        self.lines, self.raised = error.lines, error
        return True


class CaseStream:
    """The inputs of one `cases` call of one run of a check."""

    FIRST_CHUNK, CHUNK = 8, 64

    def __init__(self, run, ordinal, generator, n, valid, examples):
        self.run = run
        self.ordinal = ordinal
        self.valid = valid
        self.left = n
        key = f"{run.seed}:{run.check.name}:{ordinal}"
        draw = functools.partial(generator, random.Random(key))
        # What is drawn under one key by one function is the same for every submission.
        name = getattr(generator, "__qualname__", "")
        self.draw = run.session.drawing((key, name), draw)
        self.waiting = [*run.again_for(ordinal), *examples]
        self.n_given = len(self.waiting)
        # The number of the input under way, from 1.
        self.at = 0

    @property
    def is_drawn(self):
        """Returns whether the input under way comes from chance."""
        return self.at > self.n_given

    def skip(self, number):
        """Leaves out so many inputs, all of them if `number` is None."""
        if number is None:
            self.waiting, self.left = [], 0
        else:
            self.at += len(self.take(number))

    def take(self, number):
        """Returns up to `number` further inputs."""
        taken = self.waiting[:number]
        del self.waiting[: len(taken)]
        while len(taken) < number and self.left > 0:
            self.left -= 1
            try:
                taken.append(self.draw())
            except Exception as error:
                what = f"{type(error).__name__}: {error}"
                raise AuthorFault(f"the inputs cannot be drawn: {what}") from error
        return taken

    def __iter__(self):
        run = self.run
        inputs = self.take(1)
        chunk = self.FIRST_CHUNK
        while inputs:
            for one in inputs:
                arguments = one if type(one) is tuple else (one,)
                self.at += 1
                run.begin_case(self, one, arguments)
                yield one
            inputs = self.take(chunk)
            # Most that fails fails early, and what is drawn beyond is for nothing.
            chunk = min(2 * chunk, self.CHUNK)
            run.send_ahead([one if type(one) is tuple else (one,) for one in inputs])
        # Not in a `finally`: a check that raises closes its loop, and its case is still the one.
        run.end_cases(self)
