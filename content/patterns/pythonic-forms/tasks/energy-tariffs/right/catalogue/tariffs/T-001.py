"""Household: one rate, one fee."""

from decimal import ROUND_HALF_UP

from metered import Steps, Tax

CODE, TITLE = "BASE", "Household"
bill = Steps(1200, ((None, "31.45"),), ROUND_HALF_UP, Tax(19, ROUND_HALF_UP))
