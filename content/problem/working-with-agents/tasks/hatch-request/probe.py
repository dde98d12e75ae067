from piton import probe


@probe()
def examples():
    import examples

    return examples.EXAMPLES


@probe()
def questions():
    import examples

    return examples.QUESTIONS
