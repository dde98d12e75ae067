import os

import pytest
from mileage import refund


@pytest.fixture(scope="module")
def rows():
    return [(0, 0), (20, 600), (21, 638), (399, 15_000), (900, 15_000)]


@pytest.fixture(autouse=True)
def quiet(monkeypatch):
    monkeypatch.setenv("MILEAGE", "1")


def test_rows(rows, tmp_path, capsys):
    for km, cents in rows:
        (tmp_path / "row").write_text(f"{refund(km)}")
        print((tmp_path / "row").read_text())
        assert capsys.readouterr().out == f"{cents}\n"
    assert os.environ["MILEAGE"] == "1"


def test_negative():
    with pytest.raises(ValueError):
        refund(-1)
