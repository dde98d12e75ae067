def label(kind, grams):
    return f"GLASS {grams + 200} g" if kind == "glass" else f"{grams} g"
