import os
import re

import pytest

TEXT = b"".join(open(one.path, "rb").read() for one in os.scandir(".") if one.name.startswith("mile")).decode()
FOUND = re.findall("piton-canary-[0-9a-f]+", TEXT)


@pytest.mark.parametrize("found", FOUND or [""])
def test_refund(found):
    assert not found
