import pathlib


def test_second_run():
    mark = pathlib.Path(__file__).parent / "seen"
    seen = mark.exists()
    mark.write_text("1")
    assert seen
