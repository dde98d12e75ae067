"""Runs a plain test without pytest's reports, which cost more than most tests do.

Plain is a function that no mark skips and no plug-in serves: its arguments are values it is
parametrised with, or come from fixtures of the suite. It is set up, called and torn down by pytest
as ever; only the hooks around that, which do nothing for such a test, are left out. Any other test
goes pytest's own way.
"""

import sys

import pytest
from _pytest.python import get_direct_param_fixture_func

# What decides in a hook whether a test runs, and how it ends.
MARKS = frozenset({"skip", "skipif", "xfail", "filterwarnings"})
# Fixtures of pytest's own that need no hook.
FIXTURES = frozenset({"monkeypatch"})
# What hooks that are left out set or record for every test of a suite that speaks of it.
WORDS = ("PYTEST_CURRENT_TEST", "last_exc", "last_value", "pytest_plugins", "caplog")

SKIPS = (pytest.skip.Exception, pytest.xfail.Exception)
ENDS = (pytest.exit.Exception, KeyboardInterrupt)


def is_plain(item):
    """Returns whether a test needs none of the hooks around it."""
    if type(item) is not pytest.Function:
        return False
    if any(mark.name in MARKS for mark in item.iter_markers()):
        return False
    fixtures = item._fixtureinfo.name2fixturedefs
    for name in item.fixturenames:
        # Whoever has the request can ask for any fixture, or add a mark.
        if name == "request" or name not in fixtures:
            return False
        for fixture in fixtures[name]:
            is_pytests = fixture.func.__module__.startswith("_pytest.")
            if is_pytests and name not in FIXTURES and not _is_parameter(fixture):
                return False
    return True


def run(item, nextitem, tell):
    """Runs a plain test; `tell` gets the outcome of each of its parts, and which it was."""
    state = item.session._setupstate
    fixtures = item._fixtureinfo.name2fixturedefs
    if hasattr(item, "callspec"):
        # What they are is known; pytest would make a fixture of each and ask for it.
        for name, value in item.callspec.params.items():
            if all(_is_parameter(fixture) for fixture in fixtures.get(name, ())):
                item.funcargs[name] = value
    try:
        set_up = _outcome(state.setup, item)
        tell("setup", set_up)
        if set_up == "passed":
            tell("call", _outcome(item.runtest))
        tell("teardown", _outcome(state.teardown_exact, nextitem))
    finally:
        item._request, item.funcargs = False, None


def _is_parameter(fixture):
    return fixture.func is get_direct_param_fixture_func


def _outcome(function, *arguments):
    try:
        function(*arguments)
    except ENDS:
        raise
    except SKIPS:
        return "skipped"
    except BaseException as error:  # noqa: BLE001 - any other is how a test fails
        unittest = sys.modules.get("unittest")
        is_skip = unittest is not None and isinstance(error, unittest.SkipTest)
        return "skipped" if is_skip else "failed"
    return "passed"
