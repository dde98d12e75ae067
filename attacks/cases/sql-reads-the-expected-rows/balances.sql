SELECT owner, balance FROM expected ORDER BY balance DESC
