"""The library of witness tasks: an input, pair or history that refutes a claim.

What is handed in crosses as plain data. The programs it is tried on are the author's and run where
no learner code ever was.
"""

from piton_harness import codec, words
from piton_harness.libraries import text
from piton_harness.libraries.elsewhere import Elsewhere, handed_in, sentence
from piton_harness.outcome import AuthorFault

# How many smaller witnesses are tried before one counts as minimal.
MAX_SMALLER = 400
_NOTHING = object()


def names(registry):
    """Returns what `checks.py` may import."""

    def witness(**options):
        return Witness(registry, **options)

    return {"witness": witness, "without_one": without_one}


def without_one(value):
    """Gives what is left of a value when one element is taken out, at any depth."""
    kind = type(value)
    if kind in (list, tuple, str, bytes):
        for at in range(len(value)):
            yield value[:at] + value[at + 1 :]
        if kind in (list, tuple):
            for at, one in enumerate(value):
                for less in without_one(one):
                    yield kind((*value[:at], less, *value[at + 1 :]))
    elif kind is dict:
        for key, one in value.items():
            yield {other: rest for other, rest in value.items() if other != key}
            for less in without_one(one):
                yield {**value, key: less}
    elif kind in (set, frozenset):
        for one in sorted(value, key=repr):
            yield kind(other for other in value if other != one)


class Witness:
    """Declares the checks of a witness task."""

    def __init__(
        self,
        registry,
        *,
        get,
        valid,
        refutes,
        known,
        harmless,
        programs=None,
        size=None,
        limit=None,
        asked=None,
        smaller=None,
        published=(),
        normal=None,
        claim="the claim",
        skill=None,
    ):
        from piton_harness.checks import Check

        self.session = registry.session
        self.get = get
        self.valid = valid
        self.refutes = refutes
        self.known = known
        self.harmless = harmless
        self.elsewhere = Elsewhere(registry, programs)
        self.size = size
        self.limit = limit
        self.asked = asked
        self.smaller = smaller
        self.normal = normal or (lambda one: one)
        self.published = [self._normal(one) for one in published]
        self.claim = claim
        self._given = _NOTHING
        self._is_proven = False
        if (size is None) != (limit is None):
            raise AuthorFault("a size needs a limit, and a limit a size")

        def add(function, name, says, **options):
            registry.add(Check(function, name, says, skill=skill, **options))

        add(self._legal, "legal", "the witness is one the claim is about")
        add(self._refutes, "refutes", f"the witness refutes {claim}", needs=["legal"])
        if asked is not None:
            add(self._asked, "asked", "it refutes it for the reason asked for", needs=["refutes"])
        if smaller is not None:
            add(self._minimal, "minimal", "nothing can be left out of it", needs=["refutes"])
        if self.published:
            add(self._fresh, "fresh", "it is none of those that are known", needs=["refutes"])

    def _normal(self, one):
        return codec.encode(self.normal(one))

    def _canary(self):
        """Lets the rules judge a witness that refutes and one that does not."""
        if self._is_proven:
            return
        self._is_proven = True
        for name, one, expected in (("known", self.known, True), ("harmless", self.harmless, False)):
            if self._why_not(one) is not None:
                raise AuthorFault(f"the {name} witness is not legal: {self._why_not(one)}")
            if (sentence(self.refutes(one, self.elsewhere), "no") is None) is not expected:
                raise AuthorFault(f"the {name} witness {'does not refute' if expected else 'refutes'}")
        if self.asked and sentence(self.asked(self.known, self.elsewhere), "no") is not None:
            raise AuthorFault("the known witness is not the one asked for")

    def _why_not(self, one):
        why = sentence(self.valid(one), "it is not of the form the ticket describes")
        if why is None and self.size is not None and self.size(one) > self.limit:
            why = f"its size is {self.size(one)}, and at most {self.limit} is asked"
        return why

    def _legal(self):
        with self.elsewhere.opened():
            self._canary()
        given = handed_in(self.get)
        try:
            why = self._why_not(given)
        except (TypeError, ValueError, LookupError, AttributeError, ArithmeticError) as error:
            # A rule may take the form for granted; what has another one is not legal.
            why = f"it is not of the form the ticket describes ({type(error).__name__}: {error})"
        if why is not None:
            raise text.unmet(f"{words.show(given, 300)} is no witness: {why}")
        self._given = given

    def _legally_given(self):
        # Each check asks for it: one may be run alone.
        if self._given is _NOTHING:
            self._legal()
        return self._given

    def _refutes(self):
        given = self._legally_given()
        with self.elsewhere.opened():
            why = sentence(
                self.refutes(given, self.elsewhere), f"{self.claim} holds for it all the same"
            )
        if why is not None:
            raise text.unmet(f"{words.show(given, 300)}: {why}")

    def _asked(self):
        given = self._legally_given()
        with self.elsewhere.opened():
            otherwise = "it fails, and for another reason than the one asked for"
            why = sentence(self.asked(given, self.elsewhere), otherwise)
        if why is not None:
            raise text.unmet(f"{words.show(given, 300)}: {why}")

    def _minimal(self):
        given = self._legally_given()
        with self.elsewhere.opened():
            for number, less in enumerate(self.smaller(given)):
                if number >= MAX_SMALLER:
                    return
                if self._still(less):
                    raise text.unmet(
                        f"{words.show(less, 300)} does it as well, so something in yours is not needed",
                        advice="Take one part away at a time and look whether it still refutes. What "
                        "is left when nothing can go is the cause.",
                    )

    def _still(self, less):
        try:
            if self._why_not(less) is not None:
                return False
            rules = [self.refutes] + ([self.asked] if self.asked else [])
            return all(sentence(rule(less, self.elsewhere), "no") is None for rule in rules)
        except (TypeError, ValueError, LookupError, AttributeError, ArithmeticError):
            return False

    def _fresh(self):
        given = self._legally_given()
        if self._normal(given) in self.published:
            raise text.unmet(
                f"{words.show(given, 300)} is the one that stands in the ticket, in other "
                "words. Find one of your own"
            )
