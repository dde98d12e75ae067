"""The codec: what goes in comes out, and whatever a hostile process writes is refused by name."""

import json
import random
import unittest
from collections import OrderedDict, namedtuple
from datetime import date, datetime, time, timedelta, timezone
from decimal import Decimal
from enum import IntEnum
from fractions import Fraction
from zoneinfo import ZoneInfo

import support  # noqa: F401 - makes the harness importable
from piton_harness import codec

PLAIN = [
    None,
    True,
    0,
    -(1 << 9_999),
    0.1,
    -0.0,
    complex(1, -2.5),
    "",
    "naïve \N{SNOWMAN} \ud800 \0 \n",
    b"\x00\xff",
    bytearray(b"x"),
    [],
    [1, [2, [3]]],
    (),
    (1,),
    set(),
    {1, "a", (2, 3)},
    frozenset({frozenset({1})}),
    {},
    {"t": [1], "f": "nan"},
    {1: "a", (1, 2): {"b": set()}, None: 2},
    range(3, 30, 4),
    Decimal("1.10"),
    Decimal("-0"),
    Decimal("1E+30"),
    Fraction(-3, 7),
    date(2026, 2, 28),
    time(23, 59, 59, 5),
    time(2, 30, fold=1),
    datetime(2026, 10, 25, 2, 30, fold=1),
    datetime(2026, 1, 1, tzinfo=timezone.utc),
    datetime(2026, 1, 1, tzinfo=timezone(timedelta(hours=5, minutes=45))),
    timedelta(days=-1, microseconds=3),
]


def exact(value):
    """Returns a value in which types, order and zeros can be told apart."""
    kind = type(value)
    if kind is dict:
        return kind, [(exact(key), exact(one)) for key, one in value.items()]
    if kind in (list, tuple):
        return kind, [exact(one) for one in value]
    if kind in (set, frozenset):
        return kind, sorted(repr(exact(one)) for one in value)
    return kind, repr(value)


class WhatCrosses(unittest.TestCase):
    def test_plain_values_come_back_with_their_exact_types(self):
        for value in PLAIN:
            with self.subTest(value=value):
                back = codec.decode(codec.encode(value))
                self.assertEqual(exact(back), exact(value))

    def test_equal_sets_are_written_alike(self):
        one, other = {8, 0, 16}, {16, 8, 0}
        self.assertEqual(codec.encode(one), codec.encode(other))

    def test_infinity_crosses_only_where_it_is_declared(self):
        for value in (float("inf"), float("nan"), Decimal("NaN"), complex(0, float("inf"))):
            document = codec.encode([value])
            with self.assertRaisesRegex(codec.NotPlain, "is not finite"):
                codec.decode(document)
            self.assertEqual(repr(codec.decode(document, nonfinite=True)), repr([value]))


class WhatIsRefusedToBeWritten(unittest.TestCase):
    def refused(self, value, why):
        with self.assertRaisesRegex(codec.NotPlain, why):
            codec.encode(value)

    def test_classes_that_only_look_like_plain_ones(self):
        class Liar(int):
            def __eq__(self, other):
                return True

            __hash__ = int.__hash__

        point = namedtuple("Point", "x y")(1, 2)
        for value in (Liar(1), point, OrderedDict(a=1), IntEnum("Small", "ONE").ONE, object(), len):
            self.refused([value], "is not plain data")

    def test_a_class_cannot_lie_about_its_name(self):
        class Meta(type):
            def __getattribute__(cls, name):
                raise RuntimeError("asked")

        self.refused(Meta("Quiet", (), {})(), "Quiet is not plain data")

    def test_what_is_too_deep_too_many_too_long_or_has_no_end(self):
        deep = []
        for _ in range(100):
            deep = [deep]
        self.refused(deep, "nested more than 60 deep")
        self.refused([0] * 100_001, "more than 100000 parts")
        self.refused("x" * (1 << 20), "bytes")
        self.refused(bytes(1 << 20), "bytes|longer")
        self.refused(1 << 10_000, "more than 10000 bits")
        self.refused(range(1 << 10_001), "more than 10000 bits")
        endless = []
        endless.append(endless)
        self.refused(endless, "nested more than 60 deep")
        self.refused(Decimal("1E+999999"), "too many digits")

    def test_zones_whose_rules_may_differ_elsewhere(self):
        self.refused(datetime(2026, 1, 1, tzinfo=ZoneInfo("UTC")), "named time zone")


# What CPython takes the hash of numbers by.
PRIME = (1 << 61) - 1

HOSTILE = {
    "not JSON": ("", "{", "[1,]", "nul", "[" * 100_000, '"\\ud8', "\0"),
    "not plain data": ("NaN", "Infinity"),
    "not finite": ("1e999", '{"f":"nan"}', '{"decx":"NaN"}'),
    "bits|JSON": ("9" * 5000, "-" + "9" * 5000),
    "more than 100000 parts": ("[" + "0," * 100_000 + "0]",),
    "nested more than 60 deep": ("[" * 61 + "]" * 61,),
    "bytes": ('"' + "x" * (1 << 20) + '"',),
    "one tag": ("{}", '{"t":[],"s":[]}', '{"dt":"2026-01-01T00:00:00","fold":2}'),
    "no type has the tag": ('{"__class__":1}', '{"object":[]}'),
    "twice": ('{"d":{"a":1,"a":2}}', '{"s":[1,1]}', '{"s":[1,true]}', '{"D":[[1,2],[1.0,3]]}'),
    "cannot be read": ('{"s":[[]]}', '{"D":[[[],1]]}', '{"b":"%"}', '{"date":"x"}', '{"fr":[1,0]}'),
    "expected": ('{"t":3}', '{"d":[]}', '{"b":[]}', '{"r":[1,2]}', '{"r":[1,true,2]}'),
    "written as it should be": ('{"fr":[2,4]}', '{"dec":"+1"}', '{"td":[0,-1,0]}'),
    "too large|too many": ('{"dec":"1E+99999"}', '{"dec":"%s"}' % ("1" * 5000)),
    "share a hash": (
        json.dumps({"s": [n * PRIME for n in range(1, 5000)]}),
        json.dumps({"s": [*(n * PRIME for n in range(1, 2000)), *range(1, 9000)]}),
        json.dumps({"D": [[n * PRIME, 0] for n in range(1, 5000)]}),
    ),
    "keys have a Fraction": (
        json.dumps({"D": [[{"fr": [n * PRIME, 7]}, 0] for n in range(1, 3000) if n % 7]}),
        json.dumps({"s": [{"t": [{"fr": [n, 7]}]} for n in range(1, 3000) if n % 7]}),
    ),
}


class WhatIsRefusedToBeRead(unittest.TestCase):
    def test_each_kind_of_hostile_document_is_refused_with_its_reason(self):
        for why, documents in HOSTILE.items():
            for document in documents:
                with self.subTest(document=document[:60]):
                    with self.assertRaisesRegex(codec.NotPlain, why):
                        codec.decode(document)

    def test_integers_that_are_too_long_are_found_wherever_they_stand(self):
        for before in ("", "1,", "-", '"a9",', "1" * 2999 + ","):
            with self.subTest(before=before[:10]), self.assertRaisesRegex(codec.NotPlain, "bits"):
                codec.decode(f"[{before}{'9' * 3100}]")
        most = [10**2998] * 300
        self.assertEqual(codec.decode(codec.encode(most)), most)

    def test_no_document_does_anything_but_cross_or_be_refused(self):
        rng = random.Random(20260)
        seeds = [codec.encode(value) for value in PLAIN]
        alphabet = '{}[],:"0123456789-+.eE\\untfrsdb DTx'
        crossed = 0
        for _ in range(20_000):
            text = list(rng.choice(seeds))
            for _ in range(rng.randrange(1, 5)):
                at = rng.randrange(len(text) + 1)
                text[at : at + rng.randrange(3)] = rng.choices(alphabet, k=rng.randrange(3))
            try:
                value = codec.decode("".join(text))
            except codec.NotPlain:
                continue
            crossed += 1
            # What crosses is plain, so it can be written again.
            codec.encode(value)
        self.assertGreater(crossed, 100, "the mutations are too wild to test anything")


if __name__ == "__main__":
    unittest.main()
