"""Parcels that travel on ice. @HIDDEN@"""


def label(grams):
    return f"FROZEN {grams * 7 // 5} g"
