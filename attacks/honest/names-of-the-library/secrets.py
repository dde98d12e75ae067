EDGES = (1, 2, 3)
