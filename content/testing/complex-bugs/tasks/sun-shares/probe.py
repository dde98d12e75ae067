"""Makes invoices in a service that has just started, on a machine in some zone."""

import importlib
import os
import sys
import time
from datetime import date

sys.dont_write_bytecode = False  # Starting anew is cheaper with compiled files.

import billing
import tariffs
from meters import Meters, Reading
from piton import probe
from places import Community, House

HERE = os.path.join(os.path.dirname(billing.__file__), "")
OTHERS = {"meters", "tariffs", "places"}
TABLE = {name: list(steps) for name, steps in tariffs.TABLE.items()}


def start(zone):
    """The modules as they are when the service starts."""
    os.environ["TZ"] = zone
    time.tzset()
    for name, module in list(sys.modules.items()):
        file = getattr(module, "__file__", None) or ""
        if file.startswith(HERE) and name not in OTHERS:
            del sys.modules[name]
    tariffs.TABLE.clear()
    tariffs.TABLE.update({name: list(steps) for name, steps in TABLE.items()})
    return importlib.import_module("billing")


@probe()
def month(zone, runs):
    """Make all runs, one after the other; tell the invoices of each, and who was asked for how often."""
    meters, now = Meters(), [runs[0][0]]
    service = start(zone).Billing(meters, lambda: now[0])
    made = []
    for clock, offset, people, day, earned, readings, table in runs:
        now[0] = clock
        for house, at, wh in readings:
            meters.add(house, Reading(at, wh))
        for name, steps in table.items():
            tariffs.TABLE[name] = [tuple(step) for step in steps]
        meters.asked.clear()
        tariffs.loaded.clear()
        houses = [House(*one) for one in people]
        invoices = service.run(Community("Elm Street", offset), houses, date.fromisoformat(day), earned)
        rows = [
            [one.house, one.day.isoformat(), one.wh, one.cents, one.credit, one.issued.isoformat()]
            for one in invoices
        ]
        made.append({"invoices": rows, "asked": sorted(meters.asked), "loaded": sorted(tariffs.loaded)})
        # The office throws its objects away.
        del houses, invoices
    return made
