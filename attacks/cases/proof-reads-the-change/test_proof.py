import pathlib


def test_text():
    path = pathlib.Path(__file__).parent / ("returns" + "." + "py")
    assert "count > sent:" not in path.read_text()
