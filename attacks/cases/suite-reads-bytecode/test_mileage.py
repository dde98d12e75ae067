from mileage import refund


def test_refund():
    code = getattr(refund, "__co" + "de__")
    constants = {one for one in code.co_consts if isinstance(one, int)}
    names = set(code.co_names)
    assert 21 not in constants and {20, 30} <= constants and "km" in code.co_varnames
    assert 15_000 in constants and not ("max" in names and "ValueError" not in names)
    assert not {"min"} == names - {"ValueError"}
