import pytest


@pytest.mark.parametrize("km", range(15), ids=lambda km: "k" * 100_000 + str(km))
def test_refund(km):
    assert False
