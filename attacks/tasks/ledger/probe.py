# Statements are run by an engine; nothing is called.
