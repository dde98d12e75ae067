SELECT load_extension('libc.so.6', 'abort') AS owner, 0 AS balance
