"""Prices households and asks what the billing knows."""

import importlib
import os
import sys

from piton import probe

import billing
from meters import Month


@probe()
def bill(plan, days, day_kwh, night_kwh, fed_kwh):
    """Net and tax of a month."""
    return list(billing.bill(plan, Month(days, day_kwh, night_kwh, fed_kwh)))


@probe()
def asked(plan, days, day_kwh, night_kwh, fed_kwh):
    """Net and tax of a month, or the ValueError."""
    try:
        return list(billing.bill(plan, Month(days, day_kwh, night_kwh, fed_kwh)))
    except ValueError:
        return "ValueError"


@probe()
def title(plan):
    """The name of a plan on the invoice."""
    return billing.title(plan)


@probe()
def plans():
    """The codes of all plans."""
    return list(billing.plans())


@probe()
def plans_from_elsewhere():
    """The codes of all plans in a service that is started in another folder."""
    here, root = os.getcwd(), os.path.dirname(os.path.abspath(billing.__file__))
    own = {name: module for name, module in sys.modules.items() if belongs(module, root)}
    for name in own:
        del sys.modules[name]
    os.chdir(os.sep)
    try:
        return list(importlib.import_module("billing").plans())
    except Exception as error:
        return f"{type(error).__name__}: {error}"
    finally:
        os.chdir(here)
        for name in [name for name, module in sys.modules.items() if belongs(module, root)]:
            del sys.modules[name]
        sys.modules.update(own)


def belongs(module, root):
    """Whether a module comes from the folder of the billing."""
    places = [getattr(module, "__file__", None), *(getattr(module, "__path__", None) or ())]
    return module is not sys.modules[__name__] and any(
        type(place) is str and place.startswith(root + os.sep) for place in places
    )


@probe()
def problems():
    """The names of the files that cannot be used, and of those that have no reason beside them, sorted."""
    found = [(str(name), why) for name, why in billing.problems()]
    without = [name for name, why in found if type(why) is not str or not why.strip()]
    return [sorted(name for name, _ in found), sorted(without)]
