"""Reads what S says beside values. Learner code may have written any of it, so all is looked at.

Each function returns plain data of the stated shape or raises `NotPlain`.
"""

from piton_harness.codec import NotPlain

MAX_TEXT = 4000


def raised(value):
    """Reads an exception: type, mro, message and lines."""
    if type(value) is not dict:
        raise NotPlain("an exception is no object")
    mro = value.get("mro")
    if type(mro) is not list or len(mro) > 50:
        raise NotPlain("an exception has no list of classes")
    return {
        "type": _text(value.get("type"), 200),
        "mro": [_text(name, 200) for name in mro],
        "message": _text(value.get("message"), MAX_TEXT),
        "lines": lines(value.get("lines"), 50),
    }


def lines(value, most):
    """Reads lines of learner code."""
    if type(value) is not list or len(value) > most:
        raise NotPlain("there is no list of lines")
    return [_line(one) for one in value]


def _line(value):
    if type(value) is not dict:
        raise NotPlain("a line is no object")
    number = value.get("line")
    if type(number) is not int or not 0 < number < 1 << 31:
        raise NotPlain("a line has no number")
    return {
        "file": _text(value.get("file"), 400),
        "line": number,
        "function": _text(value.get("function"), 200),
        "text": _text(value.get("text"), MAX_TEXT),
    }


def refusal(value):
    """Reads why a value did not cross."""
    return _text(value, MAX_TEXT)


def suite(report):
    """Reads the report of a test suite: the number collected, tests by outcome, errors."""
    collected = report.get("collected")
    tests = report.get("tests")
    errors = report.get("errors")
    if type(collected) is not int or not 0 <= collected < 1 << 31:
        raise NotPlain("a suite has no number of tests")
    if type(tests) is not list or len(tests) > 100_000 or type(errors) is not list:
        raise NotPlain("a suite has no list of tests")
    outcomes = []
    for test in tests:
        if type(test) is not dict or test.get("outcome") not in OUTCOMES:
            raise NotPlain("a test has no outcome")
        outcomes.append((_text(test.get("id"), MAX_TEXT), test["outcome"]))
    return collected, outcomes, [_text(one, MAX_TEXT) for one in errors[:100]]


OUTCOMES = ("passed", "failed", "error", "skipped")


def _text(value, most):
    if type(value) is not str:
        raise NotPlain("a text is missing")
    return value if len(value) <= most else value[:most] + " … (cut)"
