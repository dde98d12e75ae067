__all__ = ["EDGES"]
EDGES = (50, 2_000, 31_500)
