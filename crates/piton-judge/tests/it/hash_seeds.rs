//! The order of a set's members must not hang on which zygote a process was forked from, unless J
//! asks for another order.

use piton_domain::Files;

use crate::support::{Bench, LINK, check, sum_task, task, tight};

const SET: &str = "{'fee', 'night', 'car', 'lorry', 'bus', 'tram', 'bike', 'ferry'}";

#[test]
fn learner_code_and_checks_see_the_same_order_in_every_zygote() {
    let orders = [Bench::new(), Bench::new()].map(|bench| {
        let source = format!("print(*{SET})\n");
        let script =
            bench.judge.script(&bench.environment, &source, &Files::new(), &tight()).unwrap();
        let checks = sum_task()
            .checks
            .replace("\"an empty list has the total 0\"", &format!("' '.join({SET})"));
        let verdict = bench.judge(&task(&checks, &sum_task().probe), crate::support::RIGHT);
        assert!(verdict.passed(), "{verdict:?}");
        (script.stdout, check(&verdict, "empty").sentence.clone())
    });
    assert_eq!(orders[0], orders[1]);
    // Both are the order of seed 0, so of each other.
    assert_eq!(orders[0].0.trim_end(), orders[0].1);
}

#[test]
fn a_process_with_another_hash_seed_is_another_zygotes() {
    let bench = Bench::new();
    let checks = r#"
from piton import check
from probe import order

@check("another hash seed gives another order, and the usual one comes back")
def orders():
    usual = order()
    link(order).will_need(7)
    seen = []
    for seed in (7, 0, 7, 8):
        link(order).bare(seed)
        seen.append(order())
    assert seen[0] == seen[2] != usual
    assert seen[1] == usual
    assert seen[3] not in (usual, seen[0])
"#;
    let probe = format!(
        "from piton import probe\nimport main\n\n@probe()\ndef order():\n    return main.order({SET})\n"
    );
    let verdict = bench.judge(
        &task(&format!("{LINK}{checks}"), &probe),
        "def order(one):\n    return list(one)\n",
    );
    assert!(verdict.passed(), "{verdict:#?}");
}
