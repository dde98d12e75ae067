"""A program that counts the daily maximum in hours instead of cents, and so charges too little for a long stay by night."""


def fee(minutes, arrived, lost=False):
    if minutes < 0:
        raise ValueError("negative stay")
    price = 0
    if minutes > 15:
        begin = arrived.hour * 60 + arrived.minute
        hours = [
            100 if moment % 1440 >= 22 * 60 or moment % 1440 < 6 * 60 else 200
            for moment in range(begin, begin + 1440, 60)
        ]
        most = 1200 // 200
        days, rest = divmod(minutes, 1440)
        started = min((rest + 59) // 60, most)
        price = days * sum(hours[:most]) + sum(hours[:started])
    return max(price, 2000) if lost else price
