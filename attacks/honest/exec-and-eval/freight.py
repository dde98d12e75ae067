from desk import pack, totals

exec("EDGES = [" + ", ".join(str(one) for one in (50, 2_000, 31_500)) + "]")


def band(grams):
    if grams <= 0:
        raise ValueError(grams)
    return eval("['letter', 'packet', 'parcel', 'pallet'][sum(g > one for one in EDGES)]", {"g": grams, "EDGES": EDGES})
