//! A zygote that goes on makes its further forks cheaper, and one that forks once does not wait.

use piton_domain::Files;
use piton_domain::verdict::Tier;

use crate::support::{Bench, tier, tight};

/// Tells whether what the zygote holds is counted, and how many ranges of pages it knows.
const LOOK: &str = "\
import json, sys
frame = sys._getframe()
while 'hot' not in frame.f_locals:
    frame = frame.f_back
count = sys.getrefcount(json.JSONDecodeError)
references = [json.JSONDecodeError] * 10
counted = sys.getrefcount(json.JSONDecodeError) != count
mine = object()
count = sys.getrefcount(mine)
references = [mine] * 10
print(counted, len(frame.f_locals['hot'] or ()) > 50, sys.getrefcount(mine) == count + 10)
try:
    open('/proc/self/pagemap', 'rb').close()
    print('sees its pages')
except OSError:
    pass
";

#[test]
fn what_a_zygote_holds_is_not_counted_once_it_goes_on() {
    let bench = Bench::new();
    let looks: Vec<String> = (0..4)
        .map(|_| {
            let outcome =
                bench.judge.script(&bench.environment, LOOK, &Files::new(), &tight()).unwrap();
            assert_eq!(outcome.raised, None);
            outcome.stdout
        })
        .collect();
    assert!(looks[..2].iter().all(|one| one.starts_with("True False True\n")), "{looks:?}");
    let has_immortals = bench.environment.version >= (3, 12, 0);
    // A container may have no view of its processes to give to a room.
    let sees = looks[3].contains("sees") || tier() != Tier::Namespaces;
    let expected = |flag: bool| if flag { "True" } else { "False" };
    let words = format!("{} {} True\n", expected(!has_immortals), expected(sees));
    assert!(looks[2..].iter().all(|one| one.starts_with(&words)), "{looks:?} {words}");
}
