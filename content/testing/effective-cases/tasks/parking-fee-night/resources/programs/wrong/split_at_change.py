"""A program that begins a new hour when night begins or ends, and so charges both prices for the hour across the change."""


def part_price(begin, end):
    night = begin % 1440 >= 22 * 60 or begin % 1440 < 6 * 60
    return -(-(end - begin) // 60) * (100 if night else 200)


def fee(minutes, arrived, lost=False):
    if minutes < 0:
        raise ValueError("negative stay")
    price = 0
    if minutes > 15:
        days, rest = divmod(minutes, 1440)
        begin = arrived.hour * 60 + arrived.minute
        end = begin + rest
        changes = [day * 1440 + hour * 60 for day in range(3) for hour in (6, 22)]
        cuts = [begin, *(cut for cut in changes if begin < cut < end), end]
        last_day = sum(map(part_price, cuts, cuts[1:]))
        price = days * 1200 + min(last_day, 1200)
    return max(price, 2000) if lost else price
