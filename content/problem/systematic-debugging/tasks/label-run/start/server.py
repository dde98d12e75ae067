"""A stand-in for the order server, with the same call."""

PAGE = 50


class Server:
    """Holds the lines of one export."""

    def __init__(self, texts, page=PAGE):
        self._texts = list(texts)
        self._page = page

    def page(self, number):
        """The lines of page `number`, counted from 0; an empty list behind the last one."""
        start = number * self._page
        return self._texts[start : start + self._page]
