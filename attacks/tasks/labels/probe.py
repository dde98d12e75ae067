from piton import probe
import labels


@probe()
def label(kind, grams):
    return labels.label(kind, grams)
