KINDS = {"plain": lambda grams: f"{grams} g", "glass": lambda grams: f"GLASS {grams + 200} g"}


def label(kind, grams):
    return KINDS[kind](grams)
