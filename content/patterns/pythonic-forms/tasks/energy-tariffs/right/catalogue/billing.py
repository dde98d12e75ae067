"""Prices a month of energy. Amounts are whole cents; a plan is a file in `tariffs`."""

from pathlib import Path

from catalogue import Catalogue

_CATALOGUE = Catalogue(Path(__file__).with_name("tariffs"))


def bill(plan, month):
    """Net and tax of a month in a plan."""
    return _CATALOGUE[plan].bill(month)


def title(plan):
    """The name of a plan on the invoice."""
    return _CATALOGUE[plan].title


def plans():
    """The codes of all plans, sorted."""
    return sorted(_CATALOGUE.tariffs)


def problems():
    """The files that could not be used, and why."""
    return _CATALOGUE.problems
