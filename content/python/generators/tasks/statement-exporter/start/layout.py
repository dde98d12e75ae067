"""The lines of a statement."""


def amount(cents):
    sign = "-" if cents < 0 else ""
    return f"{sign}{abs(cents) // 100}.{abs(cents) % 100:02}"


def header(account):
    return f"number;{account};amount"


def line(row):
    return f"{row.number};{row.text};{amount(row.cents)}"


def footer(total):
    return f"total;;{amount(total)}"


def note(remark):
    return f"# {remark}"
