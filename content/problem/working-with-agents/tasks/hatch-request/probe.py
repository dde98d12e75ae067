from piton import probe


@probe()
def read_examples():
    """What stands in EXAMPLES."""
    import examples

    return examples.EXAMPLES


@probe()
def read_questions():
    """What stands in QUESTIONS."""
    import examples

    return examples.QUESTIONS
