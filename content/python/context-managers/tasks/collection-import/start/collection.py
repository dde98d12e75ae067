"""Publish the collection from the parts that the departments deliver."""

TEMPORARY = "collection.new"
LIVE = "collection.csv"


def publish(museum, parts, reason):
    """Put the texts of `parts`, in their order, into the live collection file."""
    museum.raise_flag(reason)
    museum.pause_jobs()
    lock = museum.lock_catalogue()
    opened = [museum.open_part(name) for name in parts]
    export = museum.create(TEMPORARY)
    for part in opened:
        export.write(part.read())
    export.close()
    museum.rename(TEMPORARY, LIVE)
    for part in opened:
        part.close()
    lock.release()
    museum.resume_jobs()
    museum.lower_flag()
