"""One run of one check: its calls into S, its inputs, and what came of it."""

from piton_harness import codec, words
from piton_harness.checks import CaseStream, case_document
from piton_harness.outcome import Ended, OurFault, Raised, Unmet


class Run:
    """The check that is running. `only` replays a single input; `trace` asks S for lines."""

    def __init__(self, session, check, *, only=None, trace=False, again=()):
        self.session = session
        self.check = check
        self.seed = session.seed
        self.only = only
        self.trace = trace
        self.again = again
        self.ordinals = 0
        self.stream = None
        self.value = None
        self.arguments = None
        self.calls = []
        self.n_calls = 0
        self.traced = None
        self.predicted = None
        self.ahead = []

    def attempt(self):
        """Runs the check; returns None or the exception that ended it."""
        self.session.registry.run = self
        try:
            self.check.function()
        except OurFault:
            raise
        except (Unmet, Raised, Ended) as error:
            return error
        except Exception as error:  # noqa: BLE001 - an author's fault must not end the judging
            return error
        finally:
            self._drain()
        return None

    # Inputs

    def again_for(self, ordinal):
        return [value for at, value in self.again if at == ordinal]

    def cases(self, generator, n, valid, examples):
        ordinal = self.ordinals
        self.ordinals += 1
        if self.only is not None:
            if ordinal != self.only[0]:
                return iter(())
            stream = CaseStream(self, ordinal, generator, 0, valid, ())
            stream.waiting = [self.only[1]]
            return iter(stream)
        return iter(CaseStream(self, ordinal, generator, n, valid, examples))

    def begin_case(self, stream, value, arguments):
        self._predict()
        self.stream, self.value, self.arguments = stream, value, arguments
        self.calls = []
        if self.check.fresh == "example":
            self.session.fresh_subject()

    def end_cases(self):
        self._drain()
        self.predicted = None

    def _predict(self):
        """Learns from the case that ended which call the next ones will make."""
        if self.arguments is None or self.predicted is not None:
            return
        if len(self.calls) == 1:
            name, arguments, _ = self.calls[0]
            same = len(arguments) == len(self.arguments) and all(
                one is other for one, other in zip(arguments, self.arguments)
            )
            if same:
                self.predicted = name

    def send_ahead(self, inputs):
        """Sends the calls of inputs that are still to come, in one frame."""
        self._predict()
        if self.predicted is None or self.check.fresh == "example" or not inputs:
            return
        try:
            documents = [codec.encode(list(arguments)) for arguments in inputs]
        except codec.NotPlain:
            return
        self._drain()
        self.session.send_calls(self.predicted, documents, self.trace)
        self.ahead = documents

    def _drain(self):
        """Takes the answers nobody asked for, so that the channel is free again."""
        while self.ahead:
            self.ahead.pop(0)
            try:
                self.session.receive_answer()
            except Ended:
                self.ahead = []

    # Calls

    def call(self, name, arguments, options):
        """Runs a probe in S and returns its value, or raises what came of it."""
        document = codec.encode(list(arguments))
        self.n_calls += 1
        self.calls.append((name, arguments, None))
        header, documents = self._fetch(name, document)
        if self.trace:
            self.traced = header
        value = self._value(name, arguments, options, header, documents)
        self.calls[-1] = (name, arguments, value)
        return value

    def _fetch(self, name, document):
        while self.ahead and name == self.predicted:
            expected = self.ahead.pop(0)
            try:
                answer = self.session.receive_answer()
            except Ended:
                self.ahead = []
                raise
            if expected == document:
                return answer
        self._drain()
        self.session.send_calls(name, [document], self.trace)
        return self.session.receive_answer()

    def _value(self, name, arguments, options, header, documents):
        if "raised" in header and type(header["raised"]) is dict:
            raise Raised(header["raised"])
        if "refused" in header:
            raise Unmet(
                f"{words.call_text(name, arguments)} gave something that cannot be judged: "
                f"{header['refused']}."
            )
        if header.get("ok") is not True or len(documents) != 1:
            raise Ended("malformed", "The answer of your code's process could not be read.")
        try:
            value = codec.decode(documents[0], nonfinite=bool(options.get("nonfinite")))
        except codec.NotPlain as error:
            if "not finite" in str(error):
                raise Unmet(
                    f"{words.call_text(name, arguments)} gave a value that cannot be judged: {error}."
                ) from None
            raise Ended(
                "malformed", f"The answer of your code's process could not be read: {error}."
            ) from None
        if header.get("mutated") and not options.get("mutates"):
            raise Unmet(
                f"{words.call_text(name, arguments)} changed the value it was given. The caller "
                "still owns its arguments: work on a copy, or build something new.",
            )
        return value

    # What a failure needs

    def case(self):
        """Returns the input under way as (ordinal, value), if there is one."""
        if self.stream is None:
            return None
        return self.stream.ordinal, self.value

    def case_document(self):
        case = self.case()
        return None if case is None else case_document(*case)

    def last_call(self):
        return self.calls[-1] if self.calls else None
