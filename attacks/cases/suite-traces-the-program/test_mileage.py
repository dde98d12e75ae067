import importlib

from mileage import refund


def test_refund():
    tracer = importlib.import_module("tra" + "ce").Trace(count=1, trace=0)
    tracer.runfunc(refund, 21)
    assert len(tracer.results().counts) > 2
