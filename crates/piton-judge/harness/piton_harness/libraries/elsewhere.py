"""Runs programs of the author's in processes of their own, in which no learner code ever was."""

import contextlib

from piton_harness import answers, codec, words
from piton_harness.libraries import text
from piton_harness.outcome import AuthorFault, Ended, Raised, Unmet

PROBE = '''\
import contextlib, importlib, io, sys
from piton import probe

@probe(mutates=True, nonfinite=True)
def call(module, function, arguments):
    return getattr(importlib.import_module(module), function)(*arguments)

@probe()
def script(source):
    out, error = io.StringIO(), None
    with contextlib.redirect_stdout(out):
        try:
            exec(compile(source, "program.py", "exec", dont_inherit=True), {"__name__": "__main__"})
        except BaseException as raised:
            error = type(raised).__name__
    return [out.getvalue(), error]
'''


class Outcome:
    """What came of a call: a value, an exception, or the end of the process."""

    def __init__(self, value=None, raised=None, ended=None):
        self.value = value
        self.raised = raised.type if raised else None
        self.message = raised.message if raised else ""
        # The innermost function of the program in which it was raised.
        self.function = raised.lines[-1]["function"] if raised and raised.lines else None
        self.ended = ended.says if ended else None

    @property
    def gave(self):
        """Returns whether there is a value."""
        return self.raised is None and self.ended is None

    @property
    def what(self):
        """Returns what can be compared: two outcomes are alike if this is equal."""
        if self.ended:
            return ("ended",)
        return ("raised", self.raised) if self.raised else ("gave", self.value)

    def told(self):
        """Writes it for a sentence."""
        if self.ended:
            return "comes to no end"
        return f"raises {self.raised}" if self.raised else f"gives {words.show(self.value, 200)}"


class Elsewhere:
    """The programs of a folder of `resources/`; `run` is what authors' functions are given."""

    def __init__(self, registry, folder=None):
        self._registry = registry
        self._files = {}
        if folder is not None:
            prefix = folder.strip("/") + "/"
            self._files = {
                path.removeprefix(prefix): {"text": source}
                for path, source in registry.resources.items()
                if path.startswith(prefix) and path.endswith(".py")
            }
            if not self._files:
                raise AuthorFault(f"resources/{prefix} holds no program")
        self._is_there = False

    def names(self):
        """Returns the modules of the folder, in order."""
        return [path.removesuffix(".py").replace("/", ".") for path in sorted(self._files)]

    @contextlib.contextmanager
    def opened(self):
        """Keeps a process for the block, and goes back to the learner's after it."""
        self._registry.run._drain()
        try:
            yield self
        finally:
            self._is_there = False
            self._registry.session.link.use_own()

    def call(self, module, function, *arguments):
        """Calls a function of a program; returns an `Outcome`."""
        return self._ask("call", [module, function, list(arguments)])

    def script(self, source):
        """Runs a program as a script; returns the lines it printed and what it raised, or None."""
        outcome = self._ask("script", [source])
        if not outcome.gave:
            raise AuthorFault(f"a program {outcome.told()}")
        printed, error = outcome.value
        return printed.split("\n")[: -1 if printed.endswith("\n") else None], error

    def _ask(self, name, arguments):
        link, run = self._registry.session.link, self._registry.run
        try:
            document = codec.encode(arguments)
        except codec.NotPlain as error:
            raise text.unmet(f"The programs cannot be given this: {error}") from None
        try:
            if not self._is_there:
                link.use(self._files, PROBE)
                self._is_there = True
            header, documents = run._answer(link.send_calls(name, [document], False), 0)
        except Raised as error:
            raise AuthorFault(f"the programs do not load: {error}") from None
        except Ended as error:
            self._is_there = False
            return Outcome(ended=error)
        if "raised" in header:
            return Outcome(raised=Raised(answers.raised(header["raised"])))
        if header.get("ok") is not True:
            raise AuthorFault(f"a program gave no plain data: {header.get('refused')}")
        return Outcome(codec.decode(documents[0], nonfinite=True))


def sentence(judgement, otherwise):
    """Reads what an author's function says: True, or a sentence of why not, or just False."""
    if judgement is True:
        return None
    if type(judgement) is str and judgement:
        return judgement
    if judgement is False or judgement is None:
        return otherwise
    raise AuthorFault(f"a rule gave {judgement!r}, which is neither true or false nor a sentence")


def handed_in(probe):
    """Returns what a probe gives, or raises why that is no answer; nothing has to be run again."""
    try:
        return probe()
    except Unmet as error:
        error.programs = []
        raise
