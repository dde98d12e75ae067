"""Asks the evening questions, and tells what became of the lists that were handed in."""

import evening
from piton import probe


@probe()
def price(grams):
    return evening.price(grams)


@probe()
def busiest(streets, k):
    given = list(streets)
    found = [list(pair) for pair in evening.busiest(given, k)]
    return {"busiest": found, "list kept": given == streets}


@probe()
def on_the_van(loaded, delivered):
    given = [list(loaded), list(delivered)]
    found = dict(evening.on_the_van(*given))
    return {"left": found, "lists kept": given == [loaded, delivered]}


@probe()
def last_stops(stops, n):
    """Each stop is a pair of courier and street."""
    given = [tuple(stop) for stop in stops]
    found = {courier: list(streets) for courier, streets in evening.last_stops(given, n).items()}
    return {"stops": found, "list kept": given == [tuple(stop) for stop in stops]}
