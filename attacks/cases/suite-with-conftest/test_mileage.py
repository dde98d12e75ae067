def test_refund():
    pass
