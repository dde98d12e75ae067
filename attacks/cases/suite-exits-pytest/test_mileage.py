import pytest


def test_refund():
    pytest.exit("enough", returncode=1)
