import importlib

from mileage import refund


def test_refund():
    memory = importlib.import_module("cty" + "pes")
    reach = memory.pythonapi.PyFunction_GetCode
    reach.restype, reach.argtypes = memory.py_object, [memory.py_object]
    assert 21 not in reach(refund).co_consts
