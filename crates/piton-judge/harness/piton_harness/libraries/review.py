"""The library of review tasks: findings on lines of a change, and tests that prove one of them.

The findings are plain text and are judged in J. The tests run in S against the change, against
right programs and against right programs with one planted defect each.
"""

import random

from piton_harness import suites
from piton_harness.libraries import findings as marks
from piton_harness.libraries import runs, text
from piton_harness.outcome import AuthorFault

# What a learner may call a finding, unless the author names other classes.
CLASSES = {
    "wrong-result": "a value, an amount or a state that is not what was asked for",
    "missing-check": "input, a state or a limit nobody looks at",
    "permission": "somebody may see or do what they must not",
    "injection": "text from outside is taken for code or for a command",
    "race": "right for one caller, wrong for two at once",
    "error-handling": "a failure that is hidden, lost or half done",
    "resource": "something is not closed, not given back, or grows without end",
    "compatibility": "callers or stored data that worked before do not any more",
    "weak-test": "a test that would pass on wrong code too",
    "performance": "needless work that grows with the data",
    "style": "names, form, comments",
}


class Place:
    """Something in the change, found by a quotation that stands there once."""

    def __init__(self, file, quote):
        self.file = file
        self.quotes = (quote,) if type(quote) is str else tuple(quote)
        self.at = []

    def find(self, sources):
        """Looks the quotations up."""
        if self.file not in sources:
            raise AuthorFault(f"{self.file} is no file of the change")
        source = sources[self.file]
        self.at = [(self.file, *text.places(source, one, self.file)) for one in self.quotes]


class Defect(Place):
    """A planted defect; `kinds` are the classes that name it rightly."""

    def __init__(self, name, file, quote, kinds, severity):
        super().__init__(file, quote)
        self.name = name
        self.kinds = (kinds,) if type(kinds) is str else tuple(kinds)
        self.severity = severity


class Decoy(Place):
    """Odd code that is right; `why` it is goes into the verdict."""

    def __init__(self, file, quote, why):
        super().__init__(file, quote)
        self.why = why


class Fair(Place):
    """What may be said and is not asked for: neither found nor a false alarm; or a whole file."""

    def __init__(self, file, quote=()):
        super().__init__(file, quote)

    def find(self, sources):
        """Looks the quotation up, or takes the whole file."""
        super().find(sources)
        self.at = self.at or [(self.file, 1, sources[self.file].count("\n") + 1)]


class Claim(Place):
    """A claim of the description; `why` says what the code does, where it does not hold."""

    def __init__(self, file, quote, holds, why):
        super().__init__(file, quote)
        self.holds = holds
        self.why = why


def names(registry):
    """Returns what `checks.py` may import."""

    def review(**options):
        return Review(registry, **options)

    return {
        "review": review,
        "Defect": Defect,
        "Decoy": Decoy,
        "Fair": Fair,
        "Claim": Claim,
        "CLASSES": CLASSES,
    }


class Review:
    """Declares the checks of a review task."""

    def __init__(
        self,
        registry,
        *,
        findings,
        defects,
        decoys=(),
        fair=(),
        claims=(),
        classes=None,
        enough=0.7,
        false_alarms=1,
        decoys_allowed=0,
        tolerance=2,
        ranked=0.6,
        proof=None,
        skill=None,
    ):
        self.registry = registry
        self.session = registry.session
        self.file = findings
        self.defects = list(defects)
        self.decoys = list(decoys)
        self.fair = list(fair)
        self.claims = list(claims)
        self.kinds = dict(CLASSES) if classes is None else dict.fromkeys(classes)
        if self.claims:
            self.kinds.setdefault(marks.CLAIM, "the description says what the code does not do")
        self.enough = enough
        self.false_alarms = false_alarms
        self.decoys_allowed = decoys_allowed
        self.tolerance = tolerance
        self.ranked = ranked
        self.skill = skill
        self.proof = proof
        self.read = None
        self.proven = None
        self.sources = {
            path: content["text"]
            for path, content in self.session.files.items()
            if path not in self.session.submission and "text" in content
        }
        for place in (*self.defects, *self.decoys, *self.fair, *self.claims):
            place.find(self.sources)
        self._canary()
        self._declare()

    def _declare(self):
        add = self._add
        add(self._reads, "reads", f"every line of {self.file} is a finding that can be read")
        add(self._finds, "finds", "the review finds the planted defects", needs=["reads"])
        add(self._spares, "spares", "the review leaves alone what is right", needs=["reads"])
        severities = {one.severity for one in self.defects}
        if len(severities) > 1:
            add(self._ranks, "ranks", "the findings stand in order of harm", needs=["finds"])
        if self.claims:
            sentence = "the claims of the description that the code contradicts are marked"
            add(self._claims, "claims", sentence, needs=["reads"])
        if self.proof:
            self._declare_proof()

    def _declare_proof(self):
        self.registry.is_private = True
        known = {"tests", "target", "right", "planted", "at_least"}
        if not {"tests", "target", "right", "planted"} <= set(self.proof) <= known:
            raise AuthorFault("proof= takes tests, target, right, planted and at_least")
        target = self.proof["target"]
        self.right = runs.programs(self.registry, self.proof["right"], target)
        self.planted = runs.programs(self.registry, self.proof["planted"], target)
        if len(self.right) < 2:
            raise AuthorFault("a proof needs two right programs, so that it is no copy of one")
        strange = {one.name for one in self.planted} - {one.name for one in self.defects}
        if strange:
            raise AuthorFault(f"planted programs that name no defect: {sorted(strange)}")
        least = self.proof.get("at_least", 1)
        what = text.number(least, "finding")
        self._add(
            self._proves,
            "proves",
            f"{self.proof['tests']} proves {what}: it fails on this change and passes on right ones",
            advice="Take a finding, write down an input and what the ticket asks for it, and let "
            "the test compare that with what the change gives.",
        )

    def _add(self, function, name, sentence, **options):
        from piton_harness.checks import Check

        self.registry.add(Check(function, name, sentence, skill=self.skill, **options))

    def _canary(self):
        """Lets the rules judge reviews whose verdict is known."""
        if not self.defects:
            raise AuthorFault("a review needs a defect to be found")
        for one in self.defects:
            if one.severity not in marks.SEVERITIES[:-1] or not set(one.kinds) <= set(self.kinds):
                raise AuthorFault(f"the defect {one.name} has no known class or severity")
        ideal = [self._mark(one, one.kinds[0], one.severity) for one in self.defects]
        blunt = [self._mark(one, self.defects[0].kinds[0], "blocker") for one in self.decoys]
        self._match(ideal)
        self._match(blunt)
        if {one.hit for one in ideal} != set(self.defects):
            raise AuthorFault("two defects lie so close together that one mark hits both")
        if any(one.decoy is None for one in blunt):
            raise AuthorFault("a decoy stands on a defect, so that marking it would be right")
        if self._score([]) >= self.enough or self._score(ideal) < self.enough:
            raise AuthorFault("the bar of this review tells a full review from none no more")

    def _mark(self, place, kind, severity):
        file, first, last = place.at[0]
        return marks.Finding(text.Line(self.file, 1, ""), file, (first, last), kind, severity)

    def _reads(self):
        # Each check calls it: one may be run alone.
        if self.read is None:
            sizes = {path: source.count("\n") + 1 for path, source in self.sources.items()}
            read = marks.read(self.session, self.file, self.kinds, sizes)
            self._match(read)
            self.read = read

    def _match(self, findings):
        marks.match(findings, self.defects, self.decoys, self.fair, self.tolerance)

    # What was found

    def _score(self, findings):
        hits = {one.hit for one in findings if one.hit}
        alarms = [one for one in findings if self._is_alarm(one)]
        return 2 * len(hits) / (len(hits) + len(alarms) + len(self.defects))

    def _is_alarm(self, finding):
        if finding.kind == marks.CLAIM or finding.hit or finding.fair:
            return False
        # A nit is no alarm, unless it asks for a change of what is right.
        if finding.severity == "nit" and finding.decoy is None:
            return False
        return not self._is_proven(finding)

    def _finds(self):
        self._reads()
        score = self._score(self.read)
        if score >= self.enough:
            return
        hits = {one.hit for one in self.read if one.hit}
        alarms = [one for one in self.read if self._is_alarm(one) and not one.near]
        missed = [one for one in self.defects if one not in hits]
        parts = [f"{len(hits)} of {len(self.defects)} planted defects are found"]
        if missed:
            parts.append(f"not found: {_by_kind(missed)}")
        nits = [one for one in self.read if one.near and one.severity == "nit"]
        near = [one for one in self.read if one.near and one.severity != "nit"]
        if near:
            says = "in the right place, and of another class than you say"
            parts.append(f"{_lines(near)} {says}")
        if nits:
            parts.append(f"{_lines(nits)} at a real defect, and you call it a nit")
        if alarms:
            parts.append(f"{text.number(len(alarms), 'mark')} where no planted defect is")
        says = "; ".join(parts)
        raise text.unmet(
            f"{says[0].upper()}{says[1:]}. That is F = {score:.2f} where {self.enough:.2f} is asked.",
            [one.line for one in (*near, *nits)],
            advice=_finds_advice(missed, near, nits),
        )

    def _spares(self):
        self._reads()
        alarms = [one for one in self.read if self._is_alarm(one) and not one.near]
        decoys = [one for one in alarms if one.decoy]
        if len(alarms) <= self.false_alarms and len(decoys) <= self.decoys_allowed:
            return
        says = [f"{text.number(len(alarms), 'mark stands', 'marks stand')} where nothing is planted"]
        for one in decoys[:6]:
            says.append(f"line {one.line.number}: {one.decoy.why.strip().rstrip('.')}")
        rest = [one for one in alarms if not one.decoy]
        if rest:
            appeal = ""
            if self.proof:
                appeal = (
                    "; if you are sure, name in the finding a test of "
                    f"{self.proof['tests']} that fails on this change and passes on right programs, "
                    "and it is not held against you"
                )
            says.append(f"{_lines(rest)} on code we hold to be right{appeal}")
        raise text.unmet(
            f"{'. '.join(part[0].upper() + part[1:] for part in says)}.",
            [one.line for one in alarms],
            advice="Each false alarm costs an author an hour and you some trust. Before you mark a "
            "line, say which input goes wrong.",
        )

    def _ranks(self):
        self._reads()
        order = marks.SEVERITIES.index
        found = [one for one in self.read if one.hit and not one.again]
        score, pairs, turned = 0.0, 0, None
        for at, one in enumerate(found):
            for other in found[at + 1 :]:
                true = order(one.hit.severity) - order(other.hit.severity)
                said = order(one.severity) - order(other.severity)
                if true == 0:
                    continue
                pairs += 1
                score += 1.0 if true * said > 0 else 0.5 if said == 0 else 0.0
                if true * said < 0 or (said == 0 and turned is None):
                    turned = (one, other) if true < 0 else (other, one)
        if not pairs or score / pairs >= self.ranked:
            return
        worse, milder = turned
        said = "the same severity as" if worse.severity == milder.severity else "less severe than"
        raise text.unmet(
            f"Line {worse.line.number} is called {said} line {milder.line.number}, and does more harm "
            "if it is merged",
            [worse.line, milder.line],
            advice="Rank by harm: who loses what, how often, and can it be undone? A blocker is what "
            "must not reach a customer once.",
        )

    # Claims

    def _claims(self):
        self._reads()
        said = [one for one in self.read if one.kind == marks.CLAIM]
        for one in said:
            claim = self._claim(one)
            if claim is None:
                raise one.line.unmet(
                    f"no claim stands there. A `{marks.CLAIM}` names the line of the description."
                )
            if claim.holds:
                raise one.line.unmet(
                    f"that claim holds. {claim.why}",
                    advice="Look for the lines of the change that a claim is about before you "
                    "doubt it.",
                )
        marked = {self._claim(one) for one in said}
        missed = [one for one in self.claims if not one.holds and one not in marked]
        if missed:
            false = sum(not one.holds for one in self.claims)
            raise text.unmet(
                f"{text.number(len(missed), 'claim')} of the description that the code contradicts "
                f"{'is' if len(missed) == 1 else 'are'} not marked (of {false})",
                advice="Take the description one claim at a time and find the line that would make "
                "it true. A confident sentence is no evidence.",
            )

    def _claim(self, finding):
        return next((one for one in self.claims if finding.distance(one.at) == 0), None)

    # Proofs

    def _prove(self):
        """Runs the tests against every program, once."""
        if self.proven is not None:
            return self.proven
        session, target, tests = self.session, self.proof["target"], self.proof["tests"]
        draw = random.Random(f"{session.seed}:proofs")
        change = runs.Program("change", {target: self.sources[target]})
        programs = [change, *self.right, *self.planted]
        draw.shuffle(programs)
        made = {}
        for program in programs:
            made[program] = runs.run(session, program, target, tests, draw.randrange(1 << 30))
        self.proven = _Proofs(made, change, self.right, self.planted)
        return self.proven

    def _is_proven(self, finding):
        """Returns whether a finding that is not on our list is proven by a test it names."""
        if not self.proof or finding.decoy or not finding.tests:
            return False
        return bool(finding.tests & self._prove().of_something_else)

    def _proves(self):
        tests = self.proof["tests"]
        source = text.read(self.session, tests)
        broken = suites._syntax_error(source, tests)
        if broken:
            raise broken
        for file in self.sources:
            peeked = file.endswith(".py") and suites._peeks(source, file)
            if peeked:
                raise text.unmet(
                    f"The file {tests} looks at the program's text ({peeked}). Prove what a program does by "
                    "calling it."
                )
        proofs = self._prove()
        words = set(suites._WORD.findall(source))

        def told(names):
            return text.listed(sorted({suites._told(name, words) for name in names})[:6])

        change = proofs.made[proofs.change]
        if change.errors and not change.passed | change.failed:
            lines = [one.strip() for one in change.errors[0].splitlines() if one.strip()]
            raise text.unmet(f"pytest could not load {tests}: {' / '.join(lines[-2:])[:400]}")
        if change.ended or any(proofs.made[one].ended for one in self.right):
            raise change.ended or next(
                proofs.made[one].ended for one in self.right if proofs.made[one].ended
            )
        if not change.passed | change.failed:
            raise text.unmet(f"pytest ran no test in {tests}: its name must begin with test_.")
        if proofs.refusing:
            raise text.unmet(
                f"A right program fails {told(proofs.refusing)} too. So the test asks for more than "
                "the ticket does, and an author could answer that the change is fine",
                advice="Ask of each assertion which sentence of the ticket demands it.",
            )
        least = self.proof.get("at_least", 1)
        if len(proofs.defects) < least:
            self._too_few(proofs, least, told)

    def _too_few(self, proofs, least, told):
        number = len(proofs.defects)
        is_proven = f"{text.number(number, 'planted defect')} {'is' if number == 1 else 'are'} proven"
        says = [f"only {is_proven}; the ticket asks for {text.number(least, 'proof')}"]
        if not number:
            says = ["no planted defect is proven"]
        if proofs.idle:
            says.append(f"this change passes {told(proofs.idle)}, which so shows nothing of it")
        if proofs.of_something_else:
            says.append(
                f"this change fails {told(proofs.of_something_else)} for something that is not on "
                "our list of defects"
            )
        says = [part[0].upper() + part[1:] for part in says]
        raise text.unmet(". ".join(says))


class _Proofs:
    """What each test shows, by the outcomes of all programs."""

    def __init__(self, made, change, right, planted):
        self.made = made
        self.change = change
        failed = made[change].failed
        self.idle = made[change].passed
        good = [made[one] for one in right]
        self.refusing = {name for one in good for name in one.failed}
        holding = {name for name in failed if all(name in one.passed for one in good)}
        self.defects = {one.name for one in planted if holding & made[one].failed}
        killing = {name for one in planted for name in made[one].failed}
        self.of_something_else = holding - killing


def _finds_advice(missed, near, nits):
    """Says where to look on, which is nowhere else if every place is right."""
    if set(missed) <= {one.near for one in near}:
        return (
            "The places are right, so stay with them. Follow one input through those lines to its "
            "end, and choose the class that names what comes out wrong."
        )
    if set(missed) <= {one.near for one in (*near, *nits)}:
        return (
            "The places are right, so stay with them. A nit asks for nothing, and the change would "
            "be merged as it is: say what that costs and whom, and let the severity follow."
        )
    return (
        "Read the ticket sentence by sentence and ask of each where the change keeps it; then read "
        "each changed line and ask who could be harmed by it."
    )


def _by_kind(defects):
    groups = {}
    for one in defects:
        key = (one.file, one.kinds[0])
        groups[key] = groups.get(key, 0) + 1
    return text.listed(
        f"{text.number(count, f'`{kind}`', f'`{kind}`')} in {file}"
        for (file, kind), count in sorted(groups.items())
    )


def _lines(findings):
    noun = "line" if len(findings) == 1 else "lines"
    verb = "stands" if len(findings) == 1 else "stand"
    return f"{noun} {text.listed(str(one.line.number) for one in findings)} {verb}"
