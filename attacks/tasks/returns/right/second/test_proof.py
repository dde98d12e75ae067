from returns import Order


def test_never_below_zero():
    order, left = Order(4), []
    for count in (2, 1, 2, 3):
        try:
            left.append(order.take(count))
        except ValueError:
            pass
    assert left == [2, 1]
