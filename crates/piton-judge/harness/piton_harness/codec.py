"""Plain data as JSON documents: exact types only, nothing that could run.

`encode` works in either process; `decode` works in J and trusts nothing. Subclasses, cycles, deep
or huge values and numbers that are none are refused with a sentence. No method of a value's own class
is ever called, so no class can lie about its contents.
"""

import base64
import builtins
import json
import marshal
import math
import re
from datetime import date, datetime, time, timedelta, timezone
from decimal import Decimal
from fractions import Fraction

from piton_harness import compact

# Learner code may replace builtins in its process; this module keeps those it was written with.
__builtins__ = dict(vars(builtins))

MAX_DEPTH = 60
MAX_NODES = 100_000
MAX_BYTES = 1 << 20
MAX_BITS = 10_000
MAX_DIGITS = 4_000
MAX_EXPONENT = 10_000
# Keys of one table that share a hash, and keys whose hash takes long: more would cost J seconds.
MAX_SHARING = 200
MAX_SLOW_KEYS = 1_000

# What JSON has a form of its own for; a container of nothing else is written and read as it stands.
_BARE = frozenset({str, int, bool, float, type(None)})
# More digits than an integer may have. Where a document has none, its integers need no look.
# Looked for at the beginning of a run alone, or many long runs would take J seconds.
_LONG = re.compile("(?<![0-9])[0-9]{%d}" % (MAX_BITS * 3 // 10))

_dumps = compact.writer(ascii_only=True)


class NotPlain(Exception):
    """A value cannot cross; the message says why."""


def encode(value):
    """Writes a value as a document."""
    try:
        text = _dumps(_out(value, 0, [0], False))
    except ValueError:
        # An integer too long to be written, or a number that is none.
        text = None
    if text is None or len(text) > MAX_BITS // 4 and _LONG.search(text):
        text = _dumps(_out(value, 0, [0], True))
    if len(text) > MAX_BYTES:
        raise NotPlain(f"the value takes {len(text)} bytes, more than {MAX_BYTES}")
    return text


_marshalled = marshal.dumps


def fingerprint(value, document):
    """Returns what tells whether a value that was written as `document` has changed since, or None.

    It takes a tenth of the time of writing it again. Where it cannot tell there is none.
    """
    if _BYTES in document:
        # It does not tell bytes from a bytearray.
        return None
    try:
        return _marshalled(value, 2)
    except ValueError:
        return None


# How a document begins to speak of bytes, or of what has a tag that begins like that.
_BYTES = '{"b'


def _out(value, depth, count, careful):
    """Returns what JSON can write; looks at every number and text of it only if `careful`."""
    kind = type(value)
    count[0] += 1
    if count[0] > MAX_NODES:
        raise NotPlain(f"the value has more than {MAX_NODES} parts")
    if kind is str or kind is bool or value is None:
        return value if kind is not str else _short(value)
    if kind is int:
        return _whole(value)
    if kind is float:
        return _write_float(value)
    if depth >= MAX_DEPTH:
        raise NotPlain(f"the value is nested more than {MAX_DEPTH} deep")
    depth += 1
    if kind is list:
        return _members(value, depth, count, careful)
    if kind is tuple:
        return {"t": _members(value, depth, count, careful)}
    if kind is dict:
        if set(map(type, value)) <= {str}:
            # The keys are counted here because no call of ours writes them.
            count[0] += len(value)
            if not careful and set(map(type, value.values())) <= _BARE:
                _count(count, len(value))
                return {"d": value}
            return {
                "d": {key: _out(one, depth, count, careful) for key, one in value.items()}
            }
        return {
            "D": [
                [_out(key, depth, count, careful), _out(one, depth, count, careful)]
                for key, one in value.items()
            ]
        }
    if kind is set or kind is frozenset:
        # Sorted by what is written, so that equal sets are written alike.
        members = sorted([_dumps(_out(one, depth, count, careful)) for one in value])
        return {"s" if kind is set else "fs": [json.loads(one) for one in members]}
    writer = _WRITERS.get(kind)
    if writer is None:
        raise NotPlain(f"a value of type {_type_name(kind)} is not plain data")
    return writer(value)


def _members(value, depth, count, careful):
    if not careful and set(map(type, value)) <= _BARE:
        _count(count, len(value))
        return value
    return [_out(one, depth, count, careful) for one in value]


def _count(count, more):
    count[0] += more
    if count[0] > MAX_NODES:
        raise NotPlain(f"the value has more than {MAX_NODES} parts")


def _short(value):
    if len(value) > MAX_BYTES:
        raise NotPlain(f"a {type(value).__name__} is longer than {MAX_BYTES}")
    return value


def _whole(value):
    if value.bit_length() > MAX_BITS:
        raise NotPlain(f"an integer has more than {MAX_BITS} bits")
    return value


def _write_float(value):
    if math.isfinite(value):
        return value
    return {"f": "nan" if value != value else "inf" if value > 0 else "-inf"}


def _type_name(kind):
    # Asked of `type` itself: a class may lie about its own name, or fail to tell it.
    name = type.__dict__["__qualname__"].__get__(kind)
    module = type.__dict__["__module__"].__get__(kind)
    if type(module) is str and module != "builtins":
        name = f"{module}.{name}"
    return name if len(name) <= 120 else name[:120] + "…"


def _write_time(value):
    if value.tzinfo is not None:
        raise NotPlain("a time of day with a time zone is not plain data")
    return {"time": value.isoformat(), **({"fold": 1} if value.fold else {})}


def _write_datetime(value):
    zone = value.tzinfo
    if zone is not None and type(zone) is not timezone:
        raise NotPlain("a datetime in a named time zone is not plain data; return it in UTC")
    return {"dt": value.isoformat(), **({"fold": 1} if value.fold else {})}


def _write_decimal(value):
    if not value.is_finite():
        return {"decx": str(value)}
    text = str(value)
    if len(text) > MAX_DIGITS or abs(value.adjusted()) > MAX_EXPONENT:
        raise NotPlain("a Decimal has too many digits")
    return {"dec": text}


_WRITERS = {
    bytes: lambda value: {"b": base64.b64encode(_short(value)).decode()},
    bytearray: lambda value: {"ba": base64.b64encode(_short(value)).decode()},
    complex: lambda value: {"c": [_write_float(value.real), _write_float(value.imag)]},
    range: lambda value: {"r": [_whole(value.start), _whole(value.stop), _whole(value.step)]},
    Decimal: _write_decimal,
    Fraction: lambda value: {"fr": [_whole(value.numerator), _whole(value.denominator)]},
    date: lambda value: {"date": value.isoformat()},
    time: _write_time,
    datetime: _write_datetime,
    timedelta: lambda value: {"td": [value.days, value.seconds, value.microseconds]},
}


# Tags of types that are no plain data and mean something to one side only.
_ADDED = {}


def add(kind, tag, write, read):
    """Lets a further type cross here: `write` gives plain JSON, `read` makes a value of it."""
    _WRITERS[kind] = lambda value: {tag: write(value)}
    _ADDED[tag] = read


def decode(text, nonfinite=False):
    """Reads a document that came from the learner's process.

    Raises `NotPlain` for anything `encode` would not have written.
    """
    if len(text) > MAX_BYTES:
        raise NotPlain(f"the document has {len(text)} bytes, more than {MAX_BYTES}")
    long = len(text) > MAX_BITS // 4 and _LONG.search(text)
    try:
        raw = (_CAREFUL if long else _QUICK)(text)
    except NotPlain:
        raise
    except (ValueError, RecursionError):
        raise NotPlain("the document is not JSON") from None
    return _in(raw, 0, [0], nonfinite)


def _integer(text):
    if len(text) > 3100:
        raise NotPlain(f"an integer has more than {MAX_BITS} bits")
    value = int(text)
    if value.bit_length() > MAX_BITS:
        raise NotPlain(f"an integer has more than {MAX_BITS} bits")
    return value


def _constant(text):
    raise NotPlain(f"{text} is not plain data")


def _pairs(pairs):
    made = dict(pairs)
    if len(made) != len(pairs):
        raise NotPlain("an object names a key twice")
    return made


_QUICK = compact.reader(object_pairs_hook=_pairs, parse_constant=_constant)
_CAREFUL = compact.reader(
    object_pairs_hook=_pairs, parse_int=_integer, parse_constant=_constant
)


def _in(raw, depth, count, nonfinite):
    count[0] += 1
    if count[0] > MAX_NODES:
        raise NotPlain(f"the value has more than {MAX_NODES} parts")
    kind = type(raw)
    if kind is str or kind is int or kind is bool or raw is None:
        return raw
    if kind is float:
        return _finite(raw)
    if depth >= MAX_DEPTH:
        raise NotPlain(f"the value is nested more than {MAX_DEPTH} deep")
    depth += 1
    if kind is list:
        return _members_in(raw, depth, count, nonfinite)
    tag, body = _tag(raw)
    try:
        return _tagged(tag, body, raw, depth, count, nonfinite)
    except NotPlain:
        raise
    except (TypeError, ValueError, ArithmeticError) as error:
        what = f"the {tag[:20]!r} of a value cannot be read"
        raise NotPlain(f"{what}: {type(error).__name__}") from None


def _members_in(raw, depth, count, nonfinite):
    kinds = set(map(type, raw))
    if kinds <= _BARE:
        _count(count, len(raw))
        if float in kinds:
            for one in raw:
                if type(one) is float:
                    _finite(one)
        return raw
    return [_in(one, depth, count, nonfinite) for one in raw]


def _finite(number):
    """Returns a number; JSON writes one that is too large with an exponent."""
    if not math.isfinite(number):
        raise NotPlain("a number is not finite")
    return number


def _tag(raw):
    """Returns the one tag of an object and what it holds; a moment may add its fold."""
    moment = "dt" in raw or "time" in raw
    if len(raw) == 2 and moment and type(raw.get("fold")) is int and raw["fold"] == 1:
        return next(pair for pair in raw.items() if pair[0] != "fold")
    if len(raw) != 1:
        raise NotPlain("an object must hold one tag")
    return next(iter(raw.items()))


def _list(body):
    if type(body) is not list:
        raise NotPlain("a list was expected")
    return body


def _text(body):
    if type(body) is not str:
        raise NotPlain("a text was expected")
    return body


def _ints(body, number):
    if type(body) is not list or len(body) != number or any(type(one) is not int for one in body):
        raise NotPlain(f"{number} integers were expected")
    return body


def _tagged(tag, body, raw, depth, count, nonfinite):
    if tag == "t":
        return tuple(_members_in(_list(body), depth, count, nonfinite))
    if tag == "d":
        if type(body) is not dict:
            raise NotPlain("an object was expected")
        count[0] += len(body)
        return {key: _in(one, depth, count, nonfinite) for key, one in body.items()}
    if tag == "D":
        pairs = []
        for pair in _list(body):
            if type(pair) is not list or len(pair) != 2:
                raise NotPlain("a pair was expected")
            pairs.append([_in(one, depth, count, nonfinite) for one in pair])
        _spread([key for key, _ in pairs])
        made = dict(pairs)
        if len(made) != len(body):
            raise NotPlain("a dictionary names a key twice")
        return made
    if tag in ("s", "fs"):
        members = [_in(one, depth, count, nonfinite) for one in _list(body)]
        _spread(members)
        made = set(members) if tag == "s" else frozenset(members)
        if len(made) != len(members):
            raise NotPlain("a set names a member twice")
        return made
    if tag == "b":
        return base64.b64decode(_text(body), validate=True)
    if tag == "ba":
        return bytearray(base64.b64decode(_text(body), validate=True))
    if tag == "c":
        real, imag = _list(body)
        return complex(_real(real, nonfinite), _real(imag, nonfinite))
    if tag == "r":
        return range(*_ints(body, 3))
    if tag == "dec":
        if len(_text(body)) > MAX_DIGITS:
            raise NotPlain("a Decimal has too many digits")
        value = Decimal(body)
        if not value.is_finite() or abs(value.adjusted()) > MAX_EXPONENT:
            raise NotPlain("a Decimal is not finite or too large")
        return _same(value, body, str)
    if tag == "decx":
        if not nonfinite:
            raise NotPlain(f"the Decimal {_text(body)[:20]} is not finite")
        value = Decimal(_text(body)[:MAX_DIGITS])
        if value.is_finite():
            raise NotPlain("a finite Decimal has another tag")
        return _same(value, body, str)
    if tag == "fr":
        top, bottom = _ints(body, 2)
        value = Fraction(top, bottom)
        return _same(value, body, lambda value: [value.numerator, value.denominator])
    if tag == "date":
        return _same(date.fromisoformat(_text(body)), body, date.isoformat)
    if tag == "time":
        value = time.fromisoformat(_text(body)).replace(fold=len(raw) - 1)
        if value.tzinfo is not None:
            raise NotPlain("a time of day has no time zone")
        return _same(value, body, time.isoformat)
    if tag == "dt":
        value = datetime.fromisoformat(_text(body)).replace(fold=len(raw) - 1)
        return _same(value, body, datetime.isoformat)
    if tag == "td":
        days, seconds, micros = _ints(body, 3)
        value = timedelta(days=days, seconds=seconds, microseconds=micros)
        return _same(value, body, lambda value: [value.days, value.seconds, value.microseconds])
    if tag == "f":
        return _real(raw, nonfinite)
    if tag in _ADDED:
        return _ADDED[tag](body)
    raise NotPlain(f"no type has the tag {tag[:20]!r}")


def _spread(keys):
    """Refuses keys chosen to share a hash, with which a table takes quadratic time."""
    if len(keys) <= MAX_SHARING:
        return
    if sum(_slow_parts(key) for key in keys) > MAX_SLOW_KEYS:
        raise NotPlain(f"more than {MAX_SLOW_KEYS} keys have a Fraction or a Decimal in them")
    sharing = {}
    for key in keys:
        number = hash(key)
        count = sharing[number] = sharing.get(number, 0) + 1
        if count > MAX_SHARING:
            raise NotPlain(f"more than {MAX_SHARING} keys share a hash")


def _slow_parts(key):
    """Counts the parts of a key whose hash is a computation with large numbers."""
    kind = type(key)
    if kind is tuple or kind is frozenset:
        return sum(_slow_parts(part) for part in key)
    return kind is Fraction or kind is Decimal


def _real(raw, nonfinite):
    if type(raw) is float:
        return _finite(raw)
    if type(raw) is not dict or list(raw) != ["f"] or raw["f"] not in ("nan", "inf", "-inf"):
        raise NotPlain("no such number")
    if not nonfinite:
        raise NotPlain(f"the number {raw['f']} is not finite")
    return float(raw["f"])


def _same(value, body, write):
    """Returns a value that has one way to be written, if it was written so."""
    if write(value) != body:
        raise NotPlain("a value is not written as it should be")
    return value
