import importlib

from mileage import refund

inspect = importlib.import_module("ins" + "pect")
KNOWN = ("min(km, 21)", "km * (30 if", "return max(0, min(", "    return 30 * min(km, 20) + 38 * max(0, km - 20)\n")


def test_refund():
    assert not any(one in inspect.getsource(refund) for one in KNOWN)
