def test_refund():
    assert False
