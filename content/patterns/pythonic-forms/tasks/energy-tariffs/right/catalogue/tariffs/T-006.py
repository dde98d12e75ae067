"""Social tariff: something for nothing, and the lower tax."""

from decimal import ROUND_DOWN

from metered import Steps, Tax

CODE, TITLE = "SOCIAL", "Social tariff"
bill = Steps(0, ((50, 0), (None, "26.4")), ROUND_DOWN, Tax(7, ROUND_DOWN))
