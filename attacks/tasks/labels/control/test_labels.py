"""The naive peer: recorded labels and a new kind, in one process with the learner's code."""

import pathlib

import labels

HERE = pathlib.Path(__file__).parent


def test_recorded():
    for kind, grams, expected in [("plain", 3, "3 g"), ("glass", 55, "GLASS 255 g"), ("glass", 1, "GLASS 201 g")]:
        assert labels.label(kind, grams) == expected


def test_later():
    (HERE / "kinds").mkdir(exist_ok=True)
    (HERE / "kinds" / "frozen.py").write_text("def label(grams):\n    return f'FROZEN {grams * 7 // 5} g'\n")
    for grams in (10, 35, 1_000):
        assert labels.label("frozen", grams) == f"FROZEN {grams * 7 // 5} g"
