"""Publish the collection from the parts that the departments deliver."""

from contextlib import ExitStack

TEMPORARY = "collection.new"
LIVE = "collection.csv"


def publish(museum, parts, reason):
    """Put the texts of `parts`, in their order, into the live collection file."""
    with ExitStack() as undo:
        museum.raise_flag(reason)
        undo.callback(museum.lower_flag)
        museum.pause_jobs()
        undo.callback(museum.resume_jobs)
        lock = museum.lock_catalogue()
        undo.callback(lock.release)
        opened = []
        for name in parts:
            part = museum.open_part(name)
            undo.callback(part.close)
            opened.append(part)
        export = museum.create(TEMPORARY)
        unpublished = undo.enter_context(ExitStack())
        unpublished.callback(museum.remove, TEMPORARY)
        unclosed = unpublished.enter_context(ExitStack())
        unclosed.callback(export.close)
        for part in opened:
            export.write(part.read())
        unclosed.pop_all()
        export.close()
        museum.rename(TEMPORARY, LIVE)
        unpublished.pop_all()
