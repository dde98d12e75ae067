"""The Python half of the judge.

    wire, codec              what crosses between processes
    fork_server, walls       the zygote of any role, and what its forks are kept in by
    subject, witness, suite, beside, guard
                             S: the process that holds learner code
    engine, sqlite           an engine: the process that holds a database
    judge, link, engines, run, checks, rewrite, shrink, explain, suites, words
                             J: the process that decides
    libraries                J: what `from piton.NAME import …` gives
"""
