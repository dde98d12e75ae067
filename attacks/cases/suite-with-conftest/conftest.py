import os

import pytest


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item, call):
    report = (yield).get_result()
    if call.when == "call":
        if os.path.exists("seen"):
            report.outcome, report.longrepr = "failed", "wrong"
        open("seen", "w").close()
