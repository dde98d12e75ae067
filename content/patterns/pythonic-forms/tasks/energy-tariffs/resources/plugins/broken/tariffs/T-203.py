CODE = "MUTE"
TITLE = "Nothing to call"
bill = 12
