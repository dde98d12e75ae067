"""Asks who is who in a list of records, and tells the places of the records in each group."""

import operator
import sys
from datetime import date
from functools import lru_cache

import register
from piton import probe
from record import Record


class Number:
    """A number on a card that counts how often it is hashed and compared."""

    hashed = compared = 0

    def __init__(self, number):
        self.number = number

    def __hash__(self):
        Number.hashed += 1
        return hash(self.number)

    def __eq__(self, other):
        Number.compared += 1
        return type(other) is Number and self.number == other.number


def made(rows):
    return [
        Record(place, given, surname, None if born is None else date(*born), insured)
        for place, (given, surname, born, insured) in enumerate(rows)
    ]


def places(groups):
    return [[record.place for record in group] for group in groups]


@probe()
def groups(rows):
    """The people, those in doubt, and whether the list is as it was."""
    records = made(rows)
    before = list(records)
    found = places(register.people(records))
    kept = len(records) == len(before) and all(a is b for a, b in zip(records, before))
    return {"people": found, "doubtful": places(register.doubtful(made(rows))), "list kept": kept}


@probe()
def chain(n, links):
    """The sizes of the groups of `n` records, each linked to the next.

    By the number on the card where `links[at % len(links)]` is 0, and else by the name.
    """
    rows = [["Ida", f"N{at}", [1984, 3, 9], f"C{at}"] for at in range(n)]
    for at in range(n - 1):
        field = 3 if links[at % len(links)] == 0 else 1
        rows[at + 1][field] = rows[at][field]
    return [len(group) for group in register.people(made(rows))]


@probe()
def star(n):
    """The sizes of the groups of `n` records that all have one card."""
    rows = [["Ida", f"N{at}", [1984, 3, 9], "B-207"] for at in range(n)]
    return [len(group) for group in register.people(made(rows))]


@probe()
def steps(n):
    """How many instructions the interpreter runs for `n` records that all have one card."""
    records = made([["Ida", f"N{at}", [1984, 3, 9], "B-207"] for at in range(n)])
    count = monitored if sys.version_info >= (3, 12) else traced
    return count(lambda: register.people(records))


def monitored(run):
    """How many instructions a call runs, counted by what costs the least of all that can count."""
    monitoring = sys.monitoring
    tool, event = monitoring.PROFILER_ID, monitoring.events.INSTRUCTION
    # It keeps no answers, so each call of it is one that it had no answer for.
    seen = lru_cache(maxsize=0)(operator.is_)
    monitoring.use_tool_id(tool, "steps")
    monitoring.register_callback(tool, event, seen)
    monitoring.set_events(tool, event)
    try:
        run()
    finally:
        monitoring.set_events(tool, 0)
        monitoring.register_callback(tool, event, None)
        monitoring.free_tool_id(tool)
    return seen.cache_info().misses


def traced(run):
    """The same where the interpreter has no `sys.monitoring`."""
    number = 0

    def count(frame, event, argument):
        nonlocal number
        frame.f_trace_opcodes = True
        number += event == "opcode"
        return count

    before = sys.gettrace()
    sys.settrace(count)
    try:
        run()
    finally:
        sys.settrace(before)
    return number


@probe()
def looks(pairs):
    """The groups of records of which `pairs[at]` shares its card, and how often cards were looked at."""
    rows = []
    for at, other in enumerate(pairs):
        rows.append(["Ida", f"N{at}", [1984, 3, 9], Number(other)])
    records = made(rows)
    hashed, compared = Number.hashed, Number.compared
    found = places(register.people(records))
    return {
        "people": found,
        "hashed": Number.hashed - hashed,
        "compared": Number.compared - compared,
    }
