import os


def test_refund():
    size = next(one.stat().st_size for one in os.scandir(".") if one.name.startswith("mile"))
    assert size not in WRONG


WRONG = {87, 147, 159, 206}
