from returns import Order


def test_names():
    assert "_back" not in vars(Order(3))
