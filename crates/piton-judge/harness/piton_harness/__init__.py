"""The Python half of the judge.

    wire, codec              what crosses between processes
    fork_server              the zygote of either role
    subject, witness, suite, beside, guard
                             S: the process that holds learner code
    judge, link, run, checks, rewrite, shrink, explain, suites, words
                             J: the process that decides
    libraries                J: what `from piton.NAME import …` gives
"""
