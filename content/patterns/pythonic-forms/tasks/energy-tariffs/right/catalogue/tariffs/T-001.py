"""Household: one rate, one fee."""

from tariffs._one_rate import ONE_RATE

CODE, TITLE = "BASE", "Household"
bill = ONE_RATE
