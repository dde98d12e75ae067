from mileage import refund

RAN = []


def test_near():
    RAN.append(refund(20))
    assert len(RAN) == 1


def test_far():
    RAN.append(refund(21))
    assert len(RAN) == 2


def test_most():
    RAN.append(refund(900))
    assert len(RAN) == 3
