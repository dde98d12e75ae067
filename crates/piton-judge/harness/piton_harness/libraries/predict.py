"""The libraries of predict and trace tasks: what will happen, written down before it is run.

The key is computed where no learner code ever was, or by rules in J. The first wrong cell is named,
with the wrong model that leads to it, if a model does; the right value is not given away.
"""

import ast

from piton_harness.libraries import text
from piton_harness.libraries.elsewhere import Elsewhere
from piton_harness.outcome import AuthorFault

MAX_CELL = 500
OPEN = "?"


def names(registry):
    """Returns what `checks.py` may import from `piton.predict`."""

    def predict(**options):
        return Predict(registry, **options)

    return {"predict": predict}


def names_of_trace(registry):
    """Returns what `checks.py` may import from `piton.trace`."""

    def trace(**options):
        return Trace(registry, **options)

    return {"trace": trace}


def alike(one, other):
    """Compares two cells: as Python values if both are, else as words."""
    one, other = _words(one), _words(other)
    if one.casefold() == other.casefold():
        return True
    values = [_value(cell) for cell in (one, other)]
    return None not in values and repr(values[0]) == repr(values[1])


def _words(cell):
    return " ".join(str(cell).replace("`", "").split())[:MAX_CELL]


def _value(cell):
    try:
        return (ast.literal_eval(cell),)
    except (SyntaxError, ValueError, TypeError, RecursionError, MemoryError):
        return None


class _Cells:
    """What both libraries share: cells in an order, a key, models, the first that is wrong."""

    def __init__(self, registry, answers, key, models, accept, advice, programs):
        self.registry = registry
        self.session = registry.session
        self.file = answers
        self.key = key
        self.models = dict(models or {})
        self.accept = dict(accept or {})
        self.advice = dict(advice or {})
        self.elsewhere = Elsewhere(registry, programs)
        self.given = None
        self._keys = None

    def keys(self):
        """Computes the key and what each model says, once."""
        if self._keys is None:
            with self.elsewhere.opened():
                key = self.shape(self.key(self.elsewhere))
                models = {
                    name: self.shape(model(self.elsewhere)) for name, model in self.models.items()
                }
            for name, cells in models.items():
                if list(cells) != list(key):
                    raise AuthorFault(f"the model {name!r} fills other cells than the key")
                if all(alike(cells[one], key[one]) for one in key):
                    raise AuthorFault(f"the model {name!r} comes to the right answers")
            # The rules must accept the key, and refuse what no one would predict.
            wrong = [one for one in key if self.wrong(key, {**key, one: "\u2042"}) != one]
            if not key or self.wrong(key, key) is not None or wrong:
                raise AuthorFault(f"the cells {wrong} do not tell right from wrong")
            self._keys = key, models
        return self._keys

    def wrong(self, key, given):
        """Returns the first cell that is wrong, or None."""
        for name, cell in key.items():
            accepted = [cell, *self.accept.get(name, ())]
            if not any(alike(given[name], one) for one in accepted):
                return name
        return None

    def compare(self, told):
        """Raises the first wrong cell."""
        if self.given is None:
            # One check may be run without the other.
            self._filled()
        key, models = self.keys()
        name = self.wrong(key, self.given)
        if name is None:
            return
        line, cell = self.where[name], _words(self.given[name])
        says = f"{told(name)} says `{cell}`, and that is not what happens."
        for model, cells in models.items():
            if alike(cells[name], cell):
                says = f"{says} It would be so if {model}."
                break
        right = sum(not self._is_wrong(key, one) for one in key)
        says = f"{says} {text.number(right, 'cell').capitalize()} of {len(key)} right."
        raise text.unmet(says, [line], advice=self.advice.get(name))

    def _is_wrong(self, key, name):
        return self.wrong({name: key[name]}, self.given) is not None


class Predict(_Cells):
    """Declares the checks of a predict task: lines `name = what will happen`."""

    def __init__(
        self,
        registry,
        *,
        answers,
        key,
        models=None,
        accept=None,
        advice=None,
        programs=None,
        skill=None,
    ):
        from piton_harness.checks import Check

        super().__init__(registry, answers, key, models, accept, advice, programs)
        says = f"every question of {answers} has an answer"
        registry.add(Check(self._filled, "filled", says, skill=skill))
        says = "what you predict is what happens"
        registry.add(Check(self._predicted, "predicted", says, skill=skill, needs=["filled"]))

    def shape(self, cells):
        """Reads a key: cells by name."""
        if type(cells) is not dict:
            raise AuthorFault("a key is a dictionary of cells by name")
        return {name: str(cell) for name, cell in cells.items()}

    def _filled(self):
        key, _ = self.keys()
        given, where = {}, {}
        for line in text.lines(self.session, self.file):
            name, equals, cell = line.text.partition("=")
            name = name.strip()
            if not equals:
                raise line.unmet("there is no `=` between the question and your answer.")
            if name not in key:
                raise line.unmet(f"`{_words(name)[:60]}` is no question of this task.")
            if name in given:
                raise line.unmet(f"`{name}` is answered twice.")
            if len(cell) > MAX_CELL:
                raise line.unmet(f"the answer is longer than {MAX_CELL} characters.")
            given[name], where[name] = cell.strip(), line
        for name in key:
            if given.get(name, OPEN) in ("", OPEN):
                raise text.unmet(f"There is no answer to `{name}` in {self.file} yet")
        self.given, self.where = given, where

    def _predicted(self):
        self.compare(lambda name: f"Your answer to `{name}`")


class Trace(_Cells):
    """Declares the checks of a trace task: a table of `|`, one line for each step."""

    def __init__(
        self,
        registry,
        *,
        answers,
        columns,
        key,
        models=None,
        accept=None,
        advice=None,
        programs=None,
        skill=None,
    ):
        from piton_harness.checks import Check

        super().__init__(registry, answers, key, models, accept, advice, programs)
        self.columns = list(columns)
        says = f"every cell of the table in {answers} is filled in"
        registry.add(Check(self._filled, "filled", says, skill=skill))
        says = "the states are those the program goes through"
        registry.add(Check(self._traced, "traced", says, skill=skill, needs=["filled"]))

    def shape(self, rows):
        """Reads a key: rows of cells, as wide as the table."""
        cells = {}
        for number, row in enumerate(rows, 1):
            if len(row) != len(self.columns):
                raise AuthorFault(f"row {number} of a key has {len(row)} cells, not {len(self.columns)}")
            for column, cell in zip(self.columns, row):
                cells[number, column] = str(cell)
        return cells

    def _filled(self):
        key, _ = self.keys()
        n_rows = len(key) // len(self.columns)
        lines = text.lines(self.session, self.file)
        # A heading and a rule under it are no states.
        lines = [one for one in lines if set(one.text.strip()) - set("|-: ")]
        if lines and [_words(cell) for cell in _split(lines[0].text)] == self.columns:
            lines = lines[1:]
        if len(lines) != n_rows:
            raise text.unmet(
                f"The table in {self.file} has {text.number(len(lines), 'row')}, and the program goes "
                f"through {text.number(n_rows, 'state')}"
            )
        given, where = {}, {}
        for number, line in enumerate(lines, 1):
            row = _split(line.text)
            if len(row) != len(self.columns):
                raise line.unmet(
                    f"it has {text.number(len(row), 'cell')}, and the table "
                    f"{text.number(len(self.columns), 'column')}: {text.listed(self.columns)}."
                )
            for column, cell in zip(self.columns, row):
                if cell in ("", OPEN):
                    raise line.unmet(f"the cell `{column}` is still open.")
                given[number, column], where[number, column] = cell, line
        self.given, self.where = given, where

    def _traced(self):
        self.compare(lambda name: f"Row {name[0]}, `{name[1]}`,")


def _split(line):
    cells = [cell.strip() for cell in line.strip().split("|")]
    # A table may be closed at its sides.
    if len(cells) > 1 and cells[0] == "":
        cells = cells[1:]
    if len(cells) > 1 and cells[-1] == "":
        cells = cells[:-1]
    return cells
