"""Nothing of this task is asked in Python: the queries run in an engine of their own."""
