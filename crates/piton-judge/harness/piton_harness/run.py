"""One run of one check: its inputs, its calls into S, and what came of it.

It must keep the order of calls and answers whatever a check does: an answer is taken only for the
call that was sent for it.
"""

from piton_harness import answers, codec, words
from piton_harness.checks import CaseStream
from piton_harness.outcome import AuthorFault, Ended, OurFault, Raised, Unmet
from piton_harness.table import Table

UNANSWERED = object()


class Call:
    """A call of a probe, and what came of it."""

    def __init__(self, name, arguments, document):
        self.name = name
        self.arguments = arguments
        self.document = document
        self.value = UNANSWERED
        self.raised = None

    @property
    def answered(self):
        return self.value is not UNANSWERED

    def outcome(self):
        """Returns the value or the exception as text."""
        if self.raised is not None:
            return words.cut(self.raised.told, 600)
        return words.show(self.value) if self.answered else "no answer"


class Sent:
    """A call that was sent ahead of the check that will make it."""

    def __init__(self, name, arguments):
        self.document = _document(name, arguments)
        self.fingerprint = codec.fingerprint(arguments, self.document)

    def is_of(self, arguments):
        """Returns whether these are its arguments, still as they were."""
        known = self.fingerprint
        return known is not None and codec.fingerprint(arguments, self.document) == known


class Run:
    """The check that is running.

    `only` replays a single input, `after` begins behind one: both are told as the ordinal of a
    stream, and the input itself or its number. `trace` asks S for lines.
    """

    def __init__(self, session, check, *, only=None, after=None, trace=False, again=()):
        self.session = session
        self.link = session.link
        self.check = check
        self.seed = session.seed
        self.only = only
        self.after = after
        self.trace = trace
        self.again = again
        self.n_streams = 0
        self.stream = None
        self.value = None
        self.arguments = None
        self.calls = []
        self.n_calls = 0
        self.called = []
        self.ran = []
        # The probe that each case calls once with its own arguments, as far as was seen.
        self.predicted = None
        self.predicts = True
        self.ahead = []
        self.ahead_id = None
        self.ahead_at = 0
        # Documents of answers that came in one frame with the last one.
        self.arrived = []
        # The keys of this case, if it has any.
        self.keys = None
        # How the process ended in the call after those that are sent once more.
        self.ended = None

    def attempt(self):
        """Runs the check; returns None or the exception that ended it."""
        self.session.registry.run = self
        try:
            self.check.function()
            self._drain()
        except OurFault:
            raise
        except (Unmet, Raised, Ended) as error:
            return self._ended_by(error)
        except AssertionError as error:
            return self._ended_by(Unmet(str(error) or None, place="assertion"))
        except Exception as error:  # noqa: BLE001 - an author's fault must not end the judging
            return self._ended_by(error)
        return None

    def _ended_by(self, error):
        if len(self.ahead) > len(self.arrived):
            # Nobody waits for the answers to come: one of those calls may never end.
            self.link.spoil()
        self.ahead, self.arrived, self.ended = [], [], None
        return error

    # Inputs

    def again_for(self, ordinal):
        return [value for at, value in self.again if at == ordinal]

    def cases(self, generator, n, valid, examples):
        ordinal = self.n_streams
        self.n_streams += 1
        if self.only is None:
            stream = CaseStream(self, ordinal, generator, n, valid, examples)
            if self.after and ordinal <= self.after[0]:
                stream.skip(self.after[1] if ordinal == self.after[0] else None)
            return iter(stream)
        if ordinal != self.only[0]:
            return iter(())
        stream = CaseStream(self, ordinal, generator, 0, valid, ())
        stream.waiting = [self.only[1]]
        return iter(stream)

    def begin_case(self, stream, value, arguments):
        self._predict()
        self.stream, self.value, self.arguments = stream, value, arguments
        self.calls = []
        self.keys = None
        if self.check.fresh == "example":
            self.link.renew()

    def end_cases(self, stream):
        """Ends a stream that gave all it has."""
        if self.stream is stream:
            # What fails from here on is not about one case.
            self.stream = self.value = self.arguments = None
            self.predicted = None

    def _predict(self):
        """Learns from the case that ended which call the next ones will make."""
        if self.arguments is None or not self.predicts or self.predicted is not None:
            return
        if len(self.calls) == 1:
            call = self.calls[0]
            if len(call.arguments) == len(self.arguments) and all(
                one is other for one, other in zip(call.arguments, self.arguments)
            ):
                self.predicted = call.name
                return
        self.predicts = False

    def send_ahead(self, inputs):
        """Sends the calls of inputs that are still to come, in one frame."""
        self._predict()
        if not self.predicts or not self.predicted or self.check.fresh == "example" or not inputs:
            return
        self._drain()
        self._send([Sent(self.predicted, arguments) for arguments in inputs])

    def _send(self, calls):
        documents = [call.document for call in calls]
        self.ahead_id = self.link.send_calls(self.predicted, documents, self.trace)
        self.ahead, self.ahead_at = calls, 0

    def _drain(self):
        """Takes the answers nobody asked for, so that the channel is free again."""
        self.ended = None
        while self.ahead:
            try:
                self._next_ahead()
            except Ended:
                # It was not asked for, so how it ended is nobody's failure.
                self.ahead, self.arrived = [], []

    def _next_ahead(self):
        """Takes the next answer that was asked for ahead; returns its call and itself."""
        answer = self._answer(self.ahead_id, self.ahead_at)
        self.ahead_at += 1
        return self.ahead.pop(0), answer

    def _asked_ahead(self):
        """Does the same; where a later call ended the process, what was lost is asked once more."""
        while True:
            try:
                return self._next_ahead()
            except Ended as error:
                lost, self.ahead = self.ahead, []
                if error.unanswered is None or error.retry:
                    raise
                answered = lost[: max(len(lost) - 1 - error.unanswered, 0)]
                if not answered:
                    raise
                # Answers are sent several at a time, so those calls had come to their end.
                self._send(answered)
                self.ended = lost[len(answered)].document, error

    def alone(self):
        """Sees to it that no call is under way, now and ahead of the next cases."""
        self.predicts = False
        self._drain()

    def hold_keys(self, values, hashable):
        """Makes keys for the case under way."""
        self.alone()
        self.keys = self.keys or Table(self.seed)
        return self.keys.hold(values, hashable)

    # Calls

    def call(self, name, arguments, options):
        """Runs a probe in S and returns its value, or raises what came of it."""
        call = Call(name, arguments, self._known(name, arguments) or _document(name, arguments))
        self.n_calls += 1
        self.calls.append(call)
        header, documents = self._fetch(call)
        try:
            value = self._value(call, options, header, documents)
        except codec.NotPlain as error:
            raise self.link.malformed(error) from None
        return value

    def _known(self, name, arguments):
        """Returns the document of the next call that was sent ahead, if this is it."""
        if self.ahead and name == self.predicted and self.ahead[0].is_of(arguments):
            return self.ahead[0].document
        return None

    def _fetch(self, call):
        if self.ahead and not (call.name == self.predicted and self._is_ahead(call.document)):
            # The check does not do in every case what it did in the first.
            self.predicts = False
            self._drain()
        while self.ahead:
            # A check may leave out some of its cases.
            sent, answer = self._asked_ahead()
            if sent.document == call.document:
                return answer
        if self.ended:
            (document, error), self.ended = self.ended, None
            if call.name == self.predicted and call.document == document:
                raise error
        number = self.link.send_calls(call.name, [call.document], self.trace)
        return self._answer(number, 0)

    def _is_ahead(self, document):
        return any(sent.document == document for sent in self.ahead)

    def _answer(self, number, at):
        if self.arrived:
            return {"ok": True}, [self.arrived.pop(0)]
        header, documents = self._received()
        if header.get("id") != number or header.get("i") != at:
            raise self.link.malformed("it is not the answer to this call")
        if len(documents) > 1:
            if len(documents) > len(self.ahead) or header.get("ok") is not True:
                raise self.link.malformed("it holds more answers than there were calls")
            self.arrived = documents[1:]
            return {"ok": True}, documents[:1]
        return header, documents

    def _received(self):
        """Waits for an answer, and answers what learner code asks about keys until then."""
        while True:
            header, documents = self.link.receive()
            if "ask" not in header or self.keys is None:
                return header, documents
            try:
                self.link.order({"answer": self.keys.answer(header)})
            except codec.NotPlain as error:
                raise self.link.malformed(error) from None
            except Unmet:
                # It still waits for this answer.
                self.link.spoil()
                raise

    def _value(self, call, options, header, documents):
        if self.trace:
            self.called = answers.lines(header.get("called", []), 500)
            self.ran = answers.lines(header.get("ran", []), 500)
        if "raised" in header:
            call.raised = Raised(answers.raised(header["raised"]))
            raise call.raised
        if "refused" in header:
            self._refused(call, answers.refusal(header["refused"]))
        if header.get("ok") is not True or len(documents) != 1:
            raise codec.NotPlain("it holds no value")
        try:
            call.value = codec.decode(documents[0], nonfinite=bool(options.get("nonfinite")))
        except codec.NotPlain as error:
            if str(error).endswith("is not finite"):
                self._refused(call, str(error))
            raise
        if header.get("mutated") and not options.get("mutates"):
            raise Unmet(
                f"{words.call_text(call.name, call.arguments)} changed the value it was given. "
                "The caller still owns its arguments: work on a copy, or build something new.",
                place="mutated",
            )
        return call.value

    def _refused(self, call, why):
        raise Unmet(
            f"{words.call_text(call.name, call.arguments)} gave something that cannot be judged: "
            f"{why}.",
            place="refused",
        )

    # What a failure needs

    def case(self):
        """Returns the input under way as (ordinal, value), if there is one."""
        if self.stream is None:
            return None
        return self.stream.ordinal, self.value

    def case_document(self):
        """Writes the input under way so that it can be run first next time, if it is plain."""
        case = self.case()
        try:
            return None if case is None else codec.encode(case)
        except codec.NotPlain:
            return None

    def last_call(self):
        return self.calls[-1] if self.calls else None


def _document(name, arguments):
    try:
        return codec.encode(list(arguments))
    except codec.NotPlain as error:
        raise AuthorFault(f"the arguments of {name} cannot be handed over: {error}") from None
