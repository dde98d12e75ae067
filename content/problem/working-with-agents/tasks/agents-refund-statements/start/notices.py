"""What a customer reads about a refund."""


def amount(cents):
    """Write cents as euros."""
    return f"{cents // 100}.{cents % 100:02} EUR"


def notice(charge, entry):
    """Return the text of the mail about one refund."""
    lines = [
        f"We have refunded {amount(entry.cents)} of your payment {charge.number}.",
        f"The refund contains {amount(entry.tax)} of tax.",
    ]
    if entry.cents == charge.paid:
        lines.append("With this your payment has been refunded as a whole.")
    lines.append("It will be in your account within five working days.")
    return "\n".join(lines) + "\n"
