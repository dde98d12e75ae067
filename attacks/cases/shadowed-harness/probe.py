def band(grams):
    return "letter"
