"""Reads a folder of tariffs when the first of them is needed."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from importlib.util import module_from_spec, spec_from_file_location


@dataclass(frozen=True)
class Tariff:
    """A tariff that can be used."""

    file: str
    code: str
    title: str
    bill: Callable

    @classmethod
    def from_file(cls, path):
        """Run a file and take what it must define."""
        spec = spec_from_file_location(f"tariff {path.stem}", path)
        module = module_from_spec(spec)
        spec.loader.exec_module(module)
        tariff = cls(path.name, module.CODE, module.TITLE, module.bill)
        for text in (tariff.code, tariff.title):
            if type(text) is not str or text == "":
                raise ValueError(f"CODE and TITLE are texts, and not {text!r}")
        if not callable(tariff.bill):
            raise ValueError("bill cannot be called")
        return tariff


class Catalogue:
    """The tariffs of a folder."""

    def __init__(self, folder):
        self._folder = folder

    def __getitem__(self, code):
        try:
            return self.tariffs[code]
        except KeyError:
            raise ValueError(f"there is no plan {code}") from None

    @cached_property
    def _read(self):
        read, failed = [], []
        for path in self._folder.iterdir():
            if path.suffix == ".py" and not path.name.startswith("_"):
                try:
                    read.append(Tariff.from_file(path))
                except Exception as error:
                    failed.append((path.name, repr(error)))
        return read, failed

    @cached_property
    def _claims(self):
        """How many files claim each code."""
        return Counter(tariff.code for tariff in self._read[0])

    @property
    def tariffs(self):
        """Those that can be used, by code."""
        return {one.code: one for one in self._read[0] if self._claims[one.code] == 1}

    @property
    def problems(self):
        """File and reason for all others."""
        read, failed = self._read
        twins = [one for one in read if self._claims[one.code] > 1]
        return failed + [(one.file, f"{one.code} is claimed by other files too") for one in twins]
