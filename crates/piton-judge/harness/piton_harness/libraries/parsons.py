"""The library of parsons tasks: blocks are chosen, ordered and indented, and the program is run.

The program is put together in J from the author's blocks; a learner adds nothing but their order.
"""

import re

from piton_harness.libraries import text
from piton_harness.outcome import AuthorFault, Unmet

MAX_DEPTH = 12
WIDTH = 4
_NAME = re.compile(r"\[([\w-]+)\]\s*$")


def names(registry):
    """Returns what `checks.py` may import."""

    def parsons(**options):
        return Parsons(registry, **options)

    return {"parsons": parsons}


class Parsons:
    """Declares the check of the arrangement, and lets the program it makes be judged."""

    def __init__(self, registry, *, order, blocks, program, exclusive=(), skill=None):
        from piton_harness.checks import Check

        self.session = registry.session
        self.order = order
        self.program = program
        self.exclusive = [frozenset(one) for one in exclusive]
        self.blocks = self._blocks(blocks)
        self.unmet = None
        for one in self.exclusive:
            if not one <= set(self.blocks):
                raise AuthorFault(f"no such blocks: {sorted(one - set(self.blocks))}")
        self._canary()
        try:
            source = self._assembled(text.lines(self.session, order))
            self._compiles(source)
        except Unmet as error:
            self.unmet, source = error, ""
        # The probe must import the program when it is called: it loads in any case.
        self.session.files[program] = {"text": source}
        says = f"{order} puts blocks together that Python can read"
        registry.add(Check(self._arranged, "arranged", says, skill=skill))

    def _blocks(self, file):
        content = self.session.files.get(file, {})
        if "text" not in content or file in self.session.submission:
            raise AuthorFault(f"the blocks in {file} must be a file of start/ that is not the learner's")
        blocks, name = {}, None
        for line in content["text"].split("\n"):
            found = _NAME.match(line)
            if found:
                name = found[1]
                if name in blocks:
                    raise AuthorFault(f"two blocks of {file} are called {name}")
                blocks[name] = []
            elif name and line.strip():
                blocks[name].append(line)
        if not blocks or not all(blocks.values()):
            raise AuthorFault(f"{file} has no blocks, or an empty one: a block begins with [name]")
        return blocks

    def _canary(self):
        """Lets the rules look at arrangements that are known to be none."""
        one = next(iter(self.blocks))
        for lines in ([f"{one}x"], [one, one], ["      " + one]):
            try:
                self._assembled([text.Line(self.order, at, line) for at, line in enumerate(lines, 1)])
            except Unmet:
                continue
            raise AuthorFault(f"the blocks allow the arrangement {lines}")

    def _assembled(self, lines):
        placed, source = {}, []
        for line in lines:
            name = line.text.strip().strip("[]")
            if name not in self.blocks:
                known = text.listed(self.blocks)
                raise line.unmet(f"`{name[:40]}` is no block. The blocks are {known}.")
            if name in placed:
                raise line.unmet(f"the block {name} stands at line {placed[name]} already.")
            for one in self.exclusive:
                other = one & set(placed)
                if name in one and other:
                    raise line.unmet(f"of {text.listed(sorted(one))} only one can be right.")
            before = line.text[: len(line.text) - len(line.text.lstrip())].expandtabs(WIDTH)
            if len(before) % WIDTH or len(before) > MAX_DEPTH * WIDTH:
                raise line.unmet(f"it is indented by {len(before)} spaces; a level is {WIDTH}.")
            placed[name] = line.number
            source += [before + part for part in self.blocks[name]]
        if not source:
            raise text.unmet(f"There is no block in {self.order} yet")
        return "\n".join(source) + "\n"

    def _compiles(self, source):
        try:
            compile(source, self.program, "exec", dont_inherit=True)
        except SyntaxError as error:
            shown = source.split("\n")
            number = min(error.lineno or 1, len(shown))
            raise text.unmet(
                f"Put together like this, Python cannot read it: {error.msg} at "
                f"`{shown[number - 1].strip()}`",
                advice="Look at what stands above that block, and how far it is indented.",
            ) from None

    def _arranged(self):
        if self.unmet is not None:
            raise self.unmet
