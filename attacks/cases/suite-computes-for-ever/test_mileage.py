def test_refund():
    while True:
        pass
