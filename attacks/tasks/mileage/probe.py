# Tasks of this kind need no probe: the suite itself is what runs.
