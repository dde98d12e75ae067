def label(grams):
    return f"GLASS {grams + 200} g"
