def probe(*_, **__):
    return lambda function: lambda *_: "letter"
