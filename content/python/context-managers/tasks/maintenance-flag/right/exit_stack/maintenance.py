"""Keep the ticket shop closed while somebody works on its data."""

from contextlib import ExitStack, contextmanager


@contextmanager
def maintenance(shop, reason):
    """Close `shop` for the length of a with block and give visitors the reason."""
    with ExitStack() as undo:
        shop.raise_flag(reason)
        undo.callback(shop.lower_flag)
        shop.pause_jobs()
        undo.callback(shop.resume_jobs)
        yield
