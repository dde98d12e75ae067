from returns import Order


def test_one_return():
    assert Order(5).take(3) == 2
