"""What the meters of a household say at the end of a month."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Month:
    """A month: its days, the energy used by day and by night, and the energy fed in, in kWh."""

    days: int
    day_kwh: int
    night_kwh: int
    fed_kwh: int
