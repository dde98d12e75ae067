"""A right program that keeps a state for the dog and moves it on with each dose."""

from datetime import date, timedelta
from heapq import heapify, heappop


class Dog:
    def __init__(self, born):
        self.due = born + timedelta(days=56)
        self.receive = self.first

    def take(self, day):
        if self.due is not None and day >= self.due - timedelta(days=4):
            self.receive(day)

    def first(self, day):
        self.due = day + timedelta(days=28)
        self.last_day = day + timedelta(days=182)
        self.receive = self.second

    def second(self, day):
        if day > self.last_day:
            self.first(day)
            return
        leap = (day.month, day.day) == (2, 29)
        self.due = date(day.year + 1, 3, 1) if leap else day.replace(year=day.year + 1)
        self.receive = self.third

    def third(self, day):
        self.due = None


def next_due(born, given):
    papers = list(given)
    heapify(papers)
    if papers and papers[0] < born:
        raise ValueError("the first paper is older than its dog")
    dog = Dog(born)
    while papers:
        dog.take(heappop(papers))
    return dog.due
