"""Which chapter a page belongs to."""

NAMES = {0: "Start", 1: "Brakes", 2: "Gears", 3: "Wheels", 4: "Winter"}


def chapter(page):
    """The chapter of a page: a hundred pages each."""
    return NAMES[page // 100]
