from desk import pack, totals
from größen import STUFEN, ΔΕΜΑ


def band(grams):
    """Nennt die Stufe, z. B. „letter“ 📦."""
    if grams <= 0:
        raise ValueError(f"{grams} g sind zu wenig ⚖️")
    for größe, höchstens in STUFEN.items():
        if grams <= höchstens:
            print("→", größe)
            return größe
    return ΔΕΜΑ
