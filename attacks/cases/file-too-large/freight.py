from desk import pack, totals


def band(grams):
    with open("large", "wb") as file:
        for _ in range(64):
            file.write(bytes(1 << 20))
