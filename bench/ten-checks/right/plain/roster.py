"""Shifts of a control room, as (begin, end) in whole hours."""


def merge(shifts):
    """Joins shifts that overlap or touch, in order."""
    merged = []
    for begin, end in sorted(shifts):
        if merged and begin <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], end))
        else:
            merged.append((begin, end))
    return merged


def gaps(shifts, begin, end):
    """Lists the stretches between begin and end that no shift covers."""
    found = []
    for start, stop in merge(shifts):
        if start > begin:
            found.append((begin, min(start, end)))
        begin = max(begin, stop)
        if begin >= end:
            return found
    found.append((begin, end))
    return found


def hours(shifts):
    """Counts the hours at least one shift covers."""
    return sum(end - begin for begin, end in merge(shifts))
