"""Keep the ticket shop closed while somebody works on its data."""

from contextlib import contextmanager


@contextmanager
def maintenance(shop, reason):
    """Close `shop` for the length of a with block and give visitors the reason."""
    shop.raise_flag(reason)
    try:
        shop.pause_jobs()
    except BaseException:
        shop.lower_flag()
        raise
    try:
        yield
    finally:
        shop.resume_jobs()
        shop.lower_flag()
