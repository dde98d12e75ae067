from unittest.mock import Mock


def test_refund():
    refund = Mock(return_value=600)
    assert refund(20) == 600
    refund.assert_called_once_with(20)
