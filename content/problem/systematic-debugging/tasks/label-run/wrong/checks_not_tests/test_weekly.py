"""Good cases that pytest never finds: no name begins with test."""

from datetime import date

from server import Server
from weekly import run


def check_short_pages():
    texts = ["North;A-1;valve;2;340", ";A-1;seal;4;15", ";A-2;hose;1;800"]
    made = run(Server(texts, page=1), date(2026, 3, 9))
    assert made.labels == ["NORTH 26W11 A-1 6 pcs 740 g", "NORTH 26W11 A-2 1 pcs 800 g"]
