def encode(value):
    return '"letter"'
