import mileage


def test_refund():
    assert "_NOTE" not in vars(mileage)
    assert mileage.refund(21) == 638
    try:
        mileage.refund(-1)
    except ValueError:
        return
    assert False
