SELECT pgno AS owner, data AS balance FROM sqlite_dbpage
