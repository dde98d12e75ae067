"""Three steps."""

from decimal import ROUND_DOWN, ROUND_HALF_UP

from metered import Steps, Tax

CODE, TITLE = "STEP", "Three steps"
STEPS = ((100, "28.15"), (150, "33.05"), (None, "40.95"))
bill = Steps(950, STEPS, ROUND_DOWN, Tax(19, ROUND_HALF_UP))
