SELECT hex(randomblob(1000000000)) AS owner, zeroblob(2000000000) AS balance
