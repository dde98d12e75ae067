"""Keep the ticket shop closed while somebody works on its data."""

from contextlib import contextmanager


@contextmanager
def maintenance(shop, reason):
    """Close `shop` for the length of a with block and give visitors the reason."""
    try:
        shop.raise_flag(reason)
        shop.pause_jobs()
        yield
    finally:
        try:
            shop.resume_jobs()
        finally:
            shop.lower_flag()
