def bands():
    pass
