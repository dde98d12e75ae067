from returns import Order


def test_nothing_yet():
    assert Order(1)
