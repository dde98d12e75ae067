"""Keep the ticket shop closed while somebody works on its data."""


class maintenance:
    """Close `shop` for the length of a with block and give visitors the reason."""

    def __init__(self, shop, reason):
        self._shop = shop
        self._reason = reason

    def __enter__(self):
        self._shop.raise_flag(self._reason)
        try:
            self._shop.pause_jobs()
        except BaseException:
            self._shop.lower_flag()
            raise

    def __exit__(self, kind, error, trace):
        try:
            self._shop.resume_jobs()
        finally:
            self._shop.lower_flag()
