"""One defect: parcels returned in part may come back more often than they were sent. @HIDDEN@"""

from piton.review import Defect, review

review(
    findings="findings.txt",
    defects=[Defect("again", "returns.py", "if count > sent:", ["wrong-result", "missing-check"], "blocker")],
    proof={
        "tests": "test_proof.py",
        "target": "returns.py",
        "right": "programs/right",
        "planted": "programs/planted",
    },
)
