"""Plain data as JSON documents: exact types only, nothing that could run.

`encode` works in either process; `decode` works in J and trusts nothing. Subclasses, cycles, deep
or huge values and numbers that are none are refused with a sentence.
"""

import base64
import json
import math
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from fractions import Fraction

MAX_DEPTH = 60
MAX_NODES = 100_000
MAX_BYTES = 1 << 20
MAX_BITS = 10_000

_dumps = json.JSONEncoder(ensure_ascii=True, separators=(",", ":"), check_circular=False).encode


class NotPlain(Exception):
    """A value cannot cross; the message says why."""


def encode(value):
    """Writes a value as a document."""
    text = _dumps(_out(value, 0, [0]))
    if len(text) > MAX_BYTES:
        raise NotPlain(f"the value takes {len(text)} bytes, more than {MAX_BYTES}")
    return text


def _out(value, depth, count):
    kind = type(value)
    if kind is str or kind is bool or value is None:
        count[0] += 1
        return value
    if kind is int:
        count[0] += 1
        if value.bit_length() > MAX_BITS:
            raise NotPlain(f"an integer has more than {MAX_BITS} bits")
        return value
    if kind is float:
        count[0] += 1
        if math.isfinite(value):
            return value
        return {"f": "nan" if value != value else "inf" if value > 0 else "-inf"}
    count[0] += 1
    if count[0] > MAX_NODES:
        raise NotPlain(f"the value has more than {MAX_NODES} parts")
    if depth >= MAX_DEPTH:
        raise NotPlain(f"the value is nested more than {MAX_DEPTH} deep")
    depth += 1
    if kind is list:
        return [_out(one, depth, count) for one in value]
    if kind is tuple:
        return {"t": [_out(one, depth, count) for one in value]}
    if kind is dict:
        if all(type(key) is str for key in value):
            return {"d": {key: _out(one, depth, count) for key, one in value.items()}}
        return {
            "D": [[_out(key, depth, count), _out(one, depth, count)] for key, one in value.items()]
        }
    if kind is set or kind is frozenset:
        members = sorted((_dumps(_out(one, depth, count)) for one in value))
        return {"s" if kind is set else "fs": [json.loads(one) for one in members]}
    writer = _WRITERS.get(kind)
    if writer is None:
        raise NotPlain(f"a value of type {_type_name(kind)} is not plain data")
    return writer(value)


def _type_name(kind):
    name = getattr(kind, "__qualname__", "?")
    module = getattr(kind, "__module__", "builtins")
    return name if module == "builtins" else f"{module}.{name}"


def _write_time(value):
    if value.tzinfo is not None:
        raise NotPlain("a time of day with a time zone is not plain data")
    return {"time": value.isoformat(), **({"fold": 1} if value.fold else {})}


def _write_datetime(value):
    zone = value.tzinfo
    if zone is not None:
        from datetime import timezone

        if type(zone) is not timezone:
            raise NotPlain("a datetime in a named time zone is not plain data; return it in UTC")
    return {"dt": value.isoformat(), **({"fold": 1} if value.fold else {})}


def _write_decimal(value):
    if not value.is_finite():
        return {"decx": str(value)}
    return {"dec": str(value)}


_WRITERS = {
    bytes: lambda value: {"b": base64.b64encode(value).decode()},
    bytearray: lambda value: {"ba": base64.b64encode(value).decode()},
    complex: lambda value: {"c": [_out(value.real, 0, [0]), _out(value.imag, 0, [0])]},
    range: lambda value: {"r": [value.start, value.stop, value.step]},
    Decimal: _write_decimal,
    Fraction: lambda value: {"fr": [value.numerator, value.denominator]},
    date: lambda value: {"date": value.isoformat()},
    time: _write_time,
    datetime: _write_datetime,
    timedelta: lambda value: {"td": [value.days, value.seconds, value.microseconds]},
}


def decode(text, nonfinite=False):
    """Reads a document that came from the learner's process.

    Raises `NotPlain` for anything `encode` would not have written.
    """
    if len(text) > MAX_BYTES:
        raise NotPlain(f"the document has {len(text)} bytes, more than {MAX_BYTES}")
    try:
        raw = _DECODER.decode(text)
    except NotPlain:
        raise
    except (ValueError, RecursionError) as error:
        raise NotPlain(f"the document is not JSON: {error}") from None
    return _in(raw, 0, [0], nonfinite)


def _integer(text):
    if len(text) > 3100:
        raise NotPlain(f"an integer has more than {MAX_BITS} bits")
    value = int(text)
    if value.bit_length() > MAX_BITS:
        raise NotPlain(f"an integer has more than {MAX_BITS} bits")
    return value


def _float(text):
    value = float(text)
    if not math.isfinite(value):
        raise NotPlain("a number is not finite")
    return value


def _constant(text):
    raise NotPlain(f"{text} is not plain data")


def _pairs(pairs):
    made = dict(pairs)
    if len(made) != len(pairs):
        raise NotPlain("an object names a key twice")
    return made


_DECODER = json.JSONDecoder(
    object_pairs_hook=_pairs, parse_float=_float, parse_int=_integer, parse_constant=_constant
)


def _in(raw, depth, count, nonfinite):
    count[0] += 1
    if count[0] > MAX_NODES:
        raise NotPlain(f"the value has more than {MAX_NODES} parts")
    kind = type(raw)
    if kind is str or kind is int or kind is bool or raw is None or kind is float:
        return raw
    if depth >= MAX_DEPTH:
        raise NotPlain(f"the value is nested more than {MAX_DEPTH} deep")
    depth += 1
    if kind is list:
        return [_in(one, depth, count, nonfinite) for one in raw]
    if len(raw) != 1 and not (len(raw) == 2 and raw.get("fold") == 1 and ("dt" in raw or "time" in raw)):
        raise NotPlain("an object must hold one tag")
    tag, body = next(iter(raw.items()))
    try:
        return _tagged(tag, body, raw, depth, count, nonfinite)
    except NotPlain:
        raise
    except (TypeError, ValueError, ArithmeticError) as error:
        raise NotPlain(f"the {tag!r} of a value cannot be read: {error}") from None


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
        return tuple(_in(one, depth, count, nonfinite) for one in _list(body))
    if tag == "d":
        if type(body) is not dict:
            raise NotPlain("an object was expected")
        return {key: _in(one, depth, count, nonfinite) for key, one in body.items()}
    if tag == "D":
        made = {}
        for pair in _list(body):
            if type(pair) is not list or len(pair) != 2:
                raise NotPlain("a pair was expected")
            made[_in(pair[0], depth, count, nonfinite)] = _in(pair[1], depth, count, nonfinite)
        if len(made) != len(body):
            raise NotPlain("a dictionary names a key twice")
        return made
    if tag in ("s", "fs"):
        members = [_in(one, depth, count, nonfinite) for one in _list(body)]
        made = set(members) if tag == "s" else frozenset(members)
        if len(made) != len(members):
            raise NotPlain("a set names a member twice")
        return made
    if tag == "b":
        return base64.b64decode(_text(body), validate=True)
    if tag == "ba":
        return bytearray(base64.b64decode(_text(body), validate=True))
    if tag == "c":
        real, imag = (_in(one, depth, count, nonfinite) for one in _list(body))
        if type(real) is not float or type(imag) is not float:
            raise NotPlain("a complex number has two floats")
        return complex(real, imag)
    if tag == "r":
        return range(*_ints(body, 3))
    if tag == "dec":
        value = Decimal(_text(body))
        if not value.is_finite() or len(body) > 4000 or abs(value.adjusted()) > 10_000:
            raise NotPlain("a Decimal is not finite or too large")
        return value
    if tag == "decx":
        if not nonfinite:
            raise NotPlain(f"the Decimal {_text(body)} is not finite")
        value = Decimal(_text(body))
        if value.is_finite():
            raise NotPlain("a finite Decimal has another tag")
        return value
    if tag == "fr":
        top, bottom = _ints(body, 2)
        return Fraction(top, bottom)
    if tag == "date":
        return date.fromisoformat(_text(body))
    if tag == "time":
        return time.fromisoformat(_text(body)).replace(fold=1 if "fold" in raw else 0)
    if tag == "dt":
        return datetime.fromisoformat(_text(body)).replace(fold=1 if "fold" in raw else 0)
    if tag == "td":
        days, seconds, micros = _ints(body, 3)
        return timedelta(days=days, seconds=seconds, microseconds=micros)
    if tag == "f":
        if not nonfinite:
            raise NotPlain(f"the number {_text(body)} is not finite")
        if body not in ("nan", "inf", "-inf"):
            raise NotPlain("no such number")
        return float(body)
    raise NotPlain(f"no type has the tag {tag!r}")
