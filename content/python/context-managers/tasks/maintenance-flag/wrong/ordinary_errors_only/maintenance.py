"""Keep the ticket shop closed while somebody works on its data."""

from contextlib import contextmanager


def reopen(shop):
    try:
        shop.resume_jobs()
    finally:
        shop.lower_flag()


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
    except Exception:
        reopen(shop)
        raise
    else:
        reopen(shop)
