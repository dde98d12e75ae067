# Tasks of this kind need no probe: the tests are what runs.
