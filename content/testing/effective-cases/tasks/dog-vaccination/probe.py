# Tasks of this kind need no probe: the learner's suite itself is what runs.
