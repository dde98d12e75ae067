"""Publish the collection from the parts that the departments deliver."""

from contextlib import contextmanager

TEMPORARY = "collection.new"
LIVE = "collection.csv"


@contextmanager
def noted(trouble, undo=None):
    """Note what the block raises, call `undo`, and note what that raises."""
    try:
        yield
    except BaseException as error:
        trouble.append(error)
    if undo is not None:
        try:
            undo()
        except BaseException as error:
            trouble.append(error)


def publish(museum, parts, reason):
    """Put the texts of `parts`, in their order, into the live collection file."""
    trouble = []
    with noted(trouble):
        museum.raise_flag(reason)
        with noted(trouble, museum.lower_flag):
            museum.pause_jobs()
            with noted(trouble, museum.resume_jobs):
                lock = museum.lock_catalogue()
                with noted(trouble, lock.release):
                    with_parts(museum, list(parts), [], trouble)
    settle(trouble, museum.report)


def with_parts(museum, names, opened, trouble):
    if not names:
        write_and_rename(museum, opened, trouble)
        return
    part = museum.open_part(names[0])
    with noted(trouble, part.close):
        with_parts(museum, names[1:], [*opened, part], trouble)


def write_and_rename(museum, opened, trouble):
    export = museum.create(TEMPORARY)
    with noted(trouble, export.close):
        for part in opened:
            export.write(part.read())
    if not trouble:
        with noted(trouble):
            museum.rename(TEMPORARY, LIVE)
    if trouble:
        with noted(trouble):
            museum.remove(TEMPORARY)


def settle(trouble, report):
    for error in trouble:
        if not isinstance(error, Exception):
            break
    else:
        error = trouble[0] if trouble else None
    for other in trouble:
        if other is not error:
            report(other)
    if error is not None:
        raise error
