# Tasks of this kind need no probe: findings are text, and the tests are what runs.
