"""The text that is printed on a parcel."""


def week_of(day):
    """The calendar week, as the carrier writes it."""
    year, week, _ = day.isocalendar()
    return f"{year % 100:02}W{week:02}"


def label(parcel, day):
    """Depot, week, order, pieces and weight: `NORTH 26W10 A-17 2 pcs 680 g`."""
    depot = parcel.depot.upper()
    return f"{depot} {week_of(day)} {parcel.order} {parcel.pieces} pcs {parcel.grams} g"
