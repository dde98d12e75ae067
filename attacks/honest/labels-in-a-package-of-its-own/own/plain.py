def label(grams):
    return f"{grams} g"
