"""The register's acceptance tests: each is the story of one dog."""

from datetime import date, timedelta

import pytest

from doses import next_due

ONE_DAY = timedelta(days=1)
FIRST_WAIT = timedelta(days=56)
WAIT = timedelta(days=28)
GRACE = timedelta(days=4)
PATIENCE = timedelta(days=182)


def test_a_puppy():
    born = date(2022, 12, 1)
    assert next_due(born, []) == born + FIRST_WAIT


def test_brought_before_the_holidays():
    born = date(2022, 12, 1)
    first = born + FIRST_WAIT - GRACE
    assert next_due(born, [first]) == first + WAIT


def test_brought_much_too_early():
    born = date(2022, 12, 1)
    assert next_due(born, [born + FIRST_WAIT - GRACE - ONE_DAY]) == born + FIRST_WAIT


def test_brought_again_too_soon():
    first = date(2023, 2, 1)
    again = first + WAIT - GRACE - ONE_DAY
    assert next_due(first - FIRST_WAIT, [first, again]) == first + WAIT


def test_across_a_leap_day():
    second = date(2023, 5, 10)
    first = second - WAIT
    assert next_due(first - FIRST_WAIT, [first, second]) == date(2024, 5, 10)


@pytest.mark.parametrize("late", [False, True])
def test_forgotten_for_half_a_year(late):
    first = date(2023, 2, 1)
    second = first + PATIENCE + ONE_DAY * late
    expected = second + WAIT if late else second.replace(year=2024)
    assert next_due(first - FIRST_WAIT, [first, second]) == expected


def test_a_shuffled_folder_is_read_and_left_alone():
    first = date(2023, 2, 1)
    second = first + WAIT
    third = second.replace(year=2024)
    folder = [second, third, first]
    assert next_due(first - FIRST_WAIT, folder) is None
    assert folder == [second, third, first]


def test_a_paper_of_another_dog():
    born = date(2023, 2, 1)
    with pytest.raises(ValueError):
        next_due(born, [born - ONE_DAY, born + FIRST_WAIT])
