"""The library of spec tasks: examples before code, and the questions worth asking.

Readings are programs of the author's: the admissible ones are all right, the misreadings are not.
An example that contradicts an admissible reading has settled in silence what is still open.
"""

import ast
import itertools

from piton_harness import words
from piton_harness.libraries import text
from piton_harness.libraries.elsewhere import Elsewhere, handed_in
from piton_harness.outcome import AuthorFault

MAX_EXAMPLES = 60


class Question:
    """A question to whoever wrote the ticket; `inputs` are calls on which its answers differ."""

    def __init__(self, words, *inputs):
        self.words = words
        self.inputs = inputs


def names(registry):
    """Returns what `checks.py` may import."""

    def spec(**options):
        return Spec(registry, **options)

    return {"spec": spec, "Question": Question}


class Spec:
    """Declares the checks of a spec task."""

    def __init__(
        self,
        registry,
        *,
        get,
        function,
        right,
        wrong,
        legal=None,
        at_most=20,
        may_miss=0,
        questions=None,
        asked=None,
        pick=2,
        skill=None,
    ):
        from piton_harness.checks import Check

        self.registry = registry
        self.get = get
        self.function = function
        self.right = Elsewhere(registry, right)
        self.wrong = Elsewhere(registry, wrong)
        self.says = {}
        for folder in (right, wrong):
            for path, source in registry.resources.items():
                if path.startswith(folder.strip("/") + "/"):
                    name = path.rpartition("/")[2].removesuffix(".py")
                    self.says[folder, name] = _docstring(path, source)
        self.folders = right, wrong
        self.legal = legal or (lambda *arguments: True)
        self.at_most = at_most
        self.may_miss = may_miss
        self.questions = dict(questions or {})
        self.asked = asked
        self.pick = pick
        self._examples = None
        self._partitions = None

        def add(function, name, says, **options):
            registry.add(Check(function, name, says, skill=skill, **options))

        add(self._are_examples, "examples", f"there are examples, at most {at_most}")
        add(
            self._allows,
            "allows",
            "no example settles what the ticket leaves open",
            needs=["examples"],
            advice="Where the ticket can be read in two ways, an example that takes one of them is a "
            "decision. Ask, or leave it out.",
        )
        add(
            self._excludes,
            "excludes",
            "every misreading contradicts an example",
            needs=["examples"],
            advice="Take the sentence that was misread, find an input on which the misreading gives "
            "something else, and write down what the ticket asks for.",
        )
        if self.questions:
            if asked is None:
                raise AuthorFault("questions= needs asked=, the probe that gives the chosen ones")
            says = f"the {text.number(pick, 'question')} you ask tell the readings apart"
            add(self._asks, "asks", says)

    # Examples

    def _are_examples(self):
        given = handed_in(self.get)
        if type(given) not in (list, tuple) or not given:
            raise text.unmet("There is no example yet. Each is a pair: the arguments, and the result")
        if len(given) > min(self.at_most, MAX_EXAMPLES):
            raise text.unmet(f"There are {len(given)} examples; at most {self.at_most} are read")
        for number, one in enumerate(given, 1):
            if type(one) not in (list, tuple) or len(one) != 2 or type(one[0]) not in (list, tuple):
                raise text.unmet(
                    f"Example {number}, {words.show(one, 120)}, is no pair of arguments and result"
                )
            try:
                legal = self.legal(*one[0])
            except (TypeError, ValueError, LookupError, AttributeError, ArithmeticError):
                legal = False
            if not legal:
                raise text.unmet(
                    f"Example {number} calls {words.call_text(self.function, one[0])}, which is no "
                    "call the ticket speaks of"
                )
        self._examples = [(tuple(arguments), result) for arguments, result in given]

    def _disagree(self, elsewhere, name):
        """Returns the examples that a reading contradicts, with what it does."""
        found = []
        for number, (arguments, result) in enumerate(self._examples, 1):
            outcome = elsewhere.call(name, self.function, *arguments)
            if not _agrees(outcome, result):
                found.append((number, arguments, result, outcome))
        return found

    def _read(self):
        # Each check asks for it: one may be run alone.
        if self._examples is None:
            self._are_examples()

    def _allows(self):
        self._read()
        with self.right.opened():
            for name in self.right.names():
                found = self._disagree(self.right, name)
                if found:
                    self._is_wrong(found[0])
                    number, arguments, result, outcome = found[0]
                    raise text.unmet(
                        f"Example {number} says that {words.call_text(self.function, arguments)} "
                        f"{_written(result)}. {self._told(0, name)}, which the ticket allows, "
                        f"{outcome.told()}"
                    )

    def _is_wrong(self, found):
        """Fails in other words where no reading of the ticket gives what an example says."""
        number, arguments, result, outcome = found
        for other in self.right.names():
            again = self.right.call(other, self.function, *arguments)
            if again.told() != outcome.told():
                return
        raise text.unmet(
            f"Example {number} says that {words.call_text(self.function, arguments)} "
            f"{_written(result)}, and every reading of the ticket {outcome.told()}",
            advice="The ticket leaves nothing open here: read it again.",
        )

    def _excludes(self):
        self._read()
        with self.wrong.opened():
            missed = [one for one in self.wrong.names() if not self._disagree(self.wrong, one)]
        if len(missed) > self.may_miss:
            told = ". ".join(self._told(1, name) for name in missed[:4])
            total = len(self.wrong.names())
            raise text.unmet(
                f"{text.number(len(missed), 'misreading').capitalize()} of {total} would pass all your "
                f"examples. {told}"
            )

    def _told(self, folder, name):
        return self.says[self.folders[folder], name].rstrip(".")

    # Questions

    def _split(self, names):
        """Returns into how many groups some questions part the admissible readings."""
        return len({tuple(self._partitions[one][at] for one in names) for at in range(self._n)})

    def _prepare(self):
        if self._partitions is not None:
            return
        readings = self.right.names()
        self._n, self._partitions = len(readings), {}
        with self.right.opened():
            for name, question in self.questions.items():
                answers = [
                    repr([self.right.call(one, self.function, *args).what for args in question.inputs])
                    for one in readings
                ]
                self._partitions[name] = answers
        sets = list(itertools.combinations(self.questions, self.pick))
        self._best = max(map(self._split, sets), default=0)
        # A bar that any choice reaches measures nothing.
        if self._best < 2 or min(map(self._split, sets)) == self._best:
            raise AuthorFault("every choice of questions tells the readings apart as well")

    def _asks(self):
        self._prepare()
        asked = handed_in(self.asked)
        known = text.listed(self.questions)
        if type(asked) not in (list, tuple, set) or any(type(one) is not str for one in asked):
            raise text.unmet(f"The questions you ask are a list of their names: {known}")
        for one in sorted(set(asked) - set(self.questions)):
            raise text.unmet(f"`{one[:60]}` is no question. The questions are {known}")
        if len(set(asked)) != self.pick:
            raise text.unmet(
                f"You ask {text.number(len(set(asked)), 'question')}; there is time for {self.pick}"
            )
        for one in asked:
            if self._split([one]) == 1:
                raise text.unmet(
                    f"“{self.questions[one].words}” Whatever the answer is, the same program is right",
                    advice="The ticket settles it, or no call can show it: find the sentence, and ask "
                    "something else.",
                )
        parts = self._split(asked)
        if parts < self._best:
            raise text.unmet(
                f"Your questions tell {parts} groups of readings apart where {self._best} are possible: "
                "two of them ask for the same thing, or a larger gap is left open",
                advice="Ask where the readings part most. A question is worth what its answers change.",
            )


def _docstring(path, source):
    says = ast.get_docstring(ast.parse(source, path))
    if not says:
        raise AuthorFault(f"resources/{path} has no docstring that says how it reads the ticket")
    return " ".join(says.split())


def _agrees(outcome, result):
    if type(result) is dict and list(result) == ["raises"]:
        return outcome.raised == result["raises"]
    return outcome.gave and type(outcome.value) is type(result) and outcome.value == result


def _written(result):
    if type(result) is dict and list(result) == ["raises"]:
        return f"raises {result['raises']}"
    return f"gives {words.show(result, 200)}"
