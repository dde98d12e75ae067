import os

import outside

MARK = "/tmp/" + outside.TAG


def test_refund():
    seen = os.path.exists(MARK)
    open(MARK, "w").close()
    assert not seen
