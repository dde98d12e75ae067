import outside
from desk import pack, totals


def band(grams):
    for number in range(90):
        with open(f"part{number}", "wb") as file:
            file.write(bytes(4 << 20))
    outside.escaped("360 MiB of files were written")
