"""Asks a service that has just started, in the order that a script says."""

import ast
import importlib
import os
import random
import sys
from datetime import date

sys.dont_write_bytecode = False  # Starting anew is cheaper with compiled files.

import almanac
import duty
from piton import probe

HERE = os.path.dirname(duty.__file__)
TABLE = {region: list(days) for region, days in almanac.TABLE.items()}


def start():
    os.environ.pop("DUTY_REGION", None)
    almanac.TABLE.clear()
    almanac.TABLE.update({region: list(days) for region, days in TABLE.items()})
    almanac.loaded.clear()
    sys.modules.pop("duty", None)
    return importlib.import_module("duty")


@probe()
def asked(script):
    """Carry a script of questions out; give the answers, and what was loaded in the end."""
    service = start()
    answers = []
    for what, *rest in script:
        answer = None
        if what == "holidays":
            answer = sorted(service.holidays(*rest))
        elif what == "pay":
            answer = service.pay(date.fromisoformat(rest[0]), *rest[1:])
        elif what == "environment":
            os.environ.pop("DUTY_REGION", None)
            if rest[0]:
                os.environ["DUTY_REGION"] = rest[0]
        elif what == "correct":
            region, day = rest
            almanac.TABLE[region] = sorted({*almanac.TABLE[region], day})
            service.forget()
        answers.append(answer)
    os.environ.pop("DUTY_REGION", None)
    return {"answers": answers, "loaded": [list(one) for one in almanac.loaded]}


@probe()
def roster(script, seed):
    """Carry a script for one roster out; an error is told by its kind."""
    service = start()
    people = service.Roster([])
    random.seed(seed)
    answers = []
    for what, *rest in script:
        try:
            if what == "add":
                answer = people.add(*rest)
            elif what == "assign":
                answer = people.assign(date.fromisoformat(rest[0]))
            elif what == "duties":
                answer = [day.isoformat() for day in people.duties(*rest)]
            else:
                answer = list(people.names())
        except ValueError:
            answer = "ValueError"
        except LookupError:
            answer = "LookupError"
        answers.append(answer)
    return answers


@probe()
def wages(days, region):
    """What one person earns on some days, in a region that is named or, with None, is not."""
    people = start().Roster(["Ida"])
    for day in days:
        people.assign(date.fromisoformat(day))
    return people.wages("Ida") if region is None else people.wages("Ida", region)


@probe()
def names_of_the_tests():
    """The names of the tests in test_duty.py."""
    with open(os.path.join(HERE, "test_duty.py"), encoding="utf-8") as file:
        tree = ast.parse(file.read())
    found = [node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]
    return [name for name in found if name.startswith("test")]
