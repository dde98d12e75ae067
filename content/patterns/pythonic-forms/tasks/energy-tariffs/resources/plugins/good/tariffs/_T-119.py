raise RuntimeError("this is no tariff yet")
