"""Our household price: one tariff sells it, and another is reckoned from it."""

from decimal import ROUND_HALF_UP

from metered import Steps, Tax

ONE_RATE = Steps(1200, ((None, "31.45"),), ROUND_HALF_UP, Tax(19, ROUND_HALF_UP))
