"""The Python half of the judge.

    wire, codec        what crosses between processes
    fork_server        the zygote of either role
    subject, suite     S: the process that holds learner code
    judge, checks, …   J: the process that decides
"""
