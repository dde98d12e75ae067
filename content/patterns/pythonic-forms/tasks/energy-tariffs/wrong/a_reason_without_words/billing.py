"""Prices a month of energy. Amounts are whole cents; a plan is a file in `tariffs`."""

from importlib import import_module
from pathlib import Path


def bill(plan, month):
    """Net and tax of a month in a plan."""
    return _tariff(plan).bill(month)


def title(plan):
    """The name of a plan on the invoice."""
    return _tariff(plan).TITLE


def plans():
    """The codes of all plans, sorted."""
    return sorted(_TARIFFS)


def problems():
    """The files that could not be used, and why."""
    return list(_PROBLEMS)


def _tariff(plan):
    if plan not in _TARIFFS:
        raise ValueError(f"there is no plan {plan}")
    return _TARIFFS[plan]


def _read(folder):
    """The tariffs of a folder by code, and what is wrong with the other files."""
    by_code, wrong = {}, []
    for path in sorted(folder.glob("[!_]*.py")):
        try:
            module = import_module(f"{folder.name}.{path.stem}")
            _look_at(module)
        except Exception as error:
            wrong.append((path.name, str(error)))
        else:
            by_code.setdefault(module.CODE, []).append((path.name, module))
    for code, files in by_code.items():
        if len(files) > 1:
            names = " and ".join(name for name, _ in files)
            wrong += [(name, f"{names} have the same code {code}") for name, _ in files]
    return {code: files[0][1] for code, files in by_code.items() if len(files) == 1}, wrong


def _look_at(module):
    """Raise a TypeError if something of a tariff is missing."""
    for name in ("CODE", "TITLE"):
        if not isinstance(getattr(module, name, None), str) or not getattr(module, name):
            raise TypeError(f"{name} is no text")
    if not callable(getattr(module, "bill", None)):
        raise TypeError("bill cannot be called")


_TARIFFS, _PROBLEMS = _read(Path(__file__).parent / "tariffs")
