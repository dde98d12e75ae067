import os


def test_refund():
    seen = os.path.exists("count")
    open("count", "w").close()
    assert not seen
