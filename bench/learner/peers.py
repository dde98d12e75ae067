"""Runs the peers of the learner model and prints one JSON object.

peers.py cat FOLDER     adaptive tests by catsim and mirt on FOLDER's bank, examinees and answers
peers.py fit FILE       two-parameter calibration of a 0/1 table by mirt
peers.py fsrs FILE      FSRS-6 memories and intervals by the fsrs package for the histories in FILE
"""

import csv
import json
import math
import sys
import time
from pathlib import Path


def numbers(path):
    """Reads rows of numbers; a header is left out."""
    rows = []
    with open(path, newline="") as lines:
        for row in csv.reader(lines):
            try:
                rows.append([float(cell) for cell in row])
            except ValueError:
                continue
    return rows


def report(lengths, squares, asked, seconds):
    n = len(lengths)
    return {
        "items_mean": round(sum(lengths) / n, 3),
        "rmse": round(math.sqrt(sum(squares) / n), 4),
        "us_per_item": round(seconds * 1e6 / sum(lengths), 1),
        "max_exposure": round(max(asked) / n, 3),
    }


def cat(folder):
    folder = Path(folder)
    bank = numbers(folder / "bank_2pl_500.csv")
    thetas = [row[0] for row in numbers(folder / "theta_1000.csv")]
    answers = (folder / "responses_1000x500.txt").read_text().split()
    return {
        "catsim": catsim_tests(bank, thetas, answers),
        "mirt": mirt_tests(bank, thetas, answers, None),
        "mirt_among_5": mirt_tests(bank, thetas, answers, 5),
    }


def catsim_tests(bank, thetas, answers):
    import numpy
    from catsim import irt
    from catsim.estimation import NumericalSearchEstimator
    from catsim.item_bank import ItemBank
    from catsim.selection import MaxInfoSelector

    rows = numpy.array([[a, b, 0.0, 1.0] for a, b in bank])
    items = ItemBank(rows)
    selector, estimator = MaxInfoSelector(), NumericalSearchEstimator()
    lengths, squares, asked = [], [], [0] * len(bank)
    began = time.perf_counter()
    for truth, line in zip(thetas, answers):
        theta, used, given = 0.0, [], []
        while True:
            item = int(selector.select(item_bank=items, administered_items=used, est_theta=theta))
            used.append(item)
            given.append(line[item] == "1")
            asked[item] += 1
            theta = float(
                estimator.estimate(
                    item_bank=items, administered_items=used, response_vector=given, est_theta=theta
                )
            )
            if irt.see(theta, rows[used]) <= 0.3 or len(used) == len(bank):
                break
        lengths.append(len(used))
        squares.append((theta - truth) ** 2)
    return report(lengths, squares, asked, time.perf_counter() - began)


def mirt_tests(bank, thetas, answers, among):
    import numpy
    from mirt.cat import CATEngine
    from mirt.cat.exposure import Randomesque
    from mirt.models.dichotomous import TwoParameterLogistic

    model = TwoParameterLogistic(n_items=len(bank))
    model.set_parameters(
        discrimination=numpy.array([a for a, _ in bank]),
        difficulty=numpy.array([b for _, b in bank]),
    )
    model._is_fitted = True
    control = None if among is None else Randomesque(among, seed=6)
    # With its default of 21 points it needs 12.5 questions; ours has 65.
    engine = CATEngine(model, se_threshold=0.3, n_quadpts=41, exposure_control=control, seed=6)
    lengths, squares, asked = [], [], [0] * len(bank)
    began = time.perf_counter()
    for truth, line in zip(thetas, answers):
        engine.reset()
        state = engine.get_current_state()
        while not state.is_complete and state.next_item is not None:
            asked[state.next_item] += 1
            state = engine.administer_item(int(line[state.next_item] == "1"))
        lengths.append(state.n_items)
        squares.append((state.theta - truth) ** 2)
    return report(lengths, squares, asked, time.perf_counter() - began)


def fit(path):
    import mirt
    import numpy

    data = numpy.array(numbers(path)).astype(int)
    began = time.perf_counter()
    result = mirt.fit_mirt(
        data, model="2PL", n_quadpts=61, tol=1e-7, max_iter=5000, compute_standard_errors=False
    )
    seconds = time.perf_counter() - began
    parameters = result.model.parameters
    return {
        "log_likelihood": round(float(result.log_likelihood), 4),
        "a": [round(float(one), 5) for one in parameters["discrimination"]],
        "b": [round(float(one), 5) for one in parameters["difficulty"]],
        "seconds": round(seconds, 4),
    }


def fsrs(path):
    from datetime import datetime, timedelta, timezone

    from fsrs import Card, Rating, Scheduler

    scheduler = Scheduler(learning_steps=(), relearning_steps=(), enable_fuzzing=False)
    start = datetime(2026, 1, 1, tzinfo=timezone.utc)
    results = []
    for history in json.loads(Path(path).read_text()):
        card = Card()
        for day, rating in history:
            card, _ = scheduler.review_card(card, Rating(rating), start + timedelta(days=day))
        end = start + timedelta(days=history[-1][0] + 30)
        due = (card.due - card.last_review).days
        recall = scheduler.get_card_retrievability(card, end)
        results.append([card.stability, card.difficulty, recall, due])
    return results


if __name__ == "__main__":
    print(json.dumps({"cat": cat, "fit": fit, "fsrs": fsrs}[sys.argv[1]](sys.argv[2])))
