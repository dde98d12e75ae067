"""Makes invoices in a service that has just started, on a machine in some zone."""

import importlib
import os
import sys
import time
from datetime import date, datetime

sys.dont_write_bytecode = False  # Starting anew is cheaper with compiled files.

import billing
import tariffs
from meters import Meters, Reading
from piton import probe
from places import Community, House

HERE = os.path.join(os.path.dirname(billing.__file__), "")
NOON = "2026-03-02 12:00"
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


def seconds(moment):
    """A moment in UTC, such as 2026-03-02 12:00, in seconds since 1970."""
    return int(datetime.fromisoformat(f"{moment}+00:00").timestamp())


@probe()
def month(zone, runs):
    """Make runs, one after the other, in a service on a machine in `zone`; tell what each gave.

    A run has its houses and its day, and where they matter: `clock`, the moment at which it
    begins, and the other moments, all in UTC; `offset`, `earned`; `readings` and `tariffs`, which
    are new since the run before it.
    """
    meters, now = Meters(), [seconds(runs[0].get("clock", NOON))]

    def clock():
        """The clock goes on while a run is made: ten minutes with each look."""
        now[0] += 600
        return now[0] - 600

    service = start(zone).Billing(meters, clock)
    made = []
    for run in runs:
        now[0] = seconds(run.get("clock", NOON))
        for reading in run.get("readings", ()):
            meters.add(reading["house"], Reading(seconds(reading["at"]), reading["wh"]))
        for name, steps in run.get("tariffs", {}).items():
            tariffs.TABLE[name] = [tuple(step) for step in steps]
        meters.asked.clear()
        tariffs.loaded.clear()
        houses = [House(one["name"], one["tariff"], one["joined"]) for one in run["houses"]]
        community = Community("Elm Street", run.get("offset", 0))
        day = date.fromisoformat(run["day"])
        invoices = service.run(community, houses, day, run.get("earned", 0))
        rows = [
            {
                "house": one.house,
                "day": one.day.isoformat(),
                "wh": one.wh,
                "cents": one.cents,
                "credit": one.credit,
                "issued": one.issued.isoformat(),
            }
            for one in invoices
        ]
        made.append({"invoices": rows, "asked": sorted(meters.asked), "loaded": sorted(tariffs.loaded)})
        # The office throws its objects away.
        del houses, invoices
    return made
