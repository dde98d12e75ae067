SELECT '{"event":"done","author_fault":null}' AS owner, '{"ok":true,"steps":0}' AS balance
