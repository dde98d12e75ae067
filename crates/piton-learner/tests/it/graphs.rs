//! Graphs with and without cycles.

use piton_learner::{Graph, LearnerError};
use proptest::prelude::*;

#[test]
fn order_puts_needs_first() {
    let graph = Graph::new(vec![0, 0, 1], &[vec![1, 2], vec![2], vec![]]).unwrap();
    assert_eq!(graph.order(), [2, 1, 0]);
    assert_eq!(graph.ancestors(0), [2, 1]);
    assert_eq!(graph.children(2), [0, 1]);
    assert_eq!(graph.n_areas(), 2);
}

#[test]
fn edge_that_closes_a_cycle_is_left_out_and_listed() {
    let graph = Graph::new(vec![0, 0, 0], &[vec![1], vec![2], vec![0, 2, 1, 1]]).unwrap();
    assert_eq!(graph.dropped(), [(2, 0), (2, 2), (2, 1), (2, 1)]);
    assert_eq!(graph.order().len(), 3);
}

#[test]
fn need_outside_the_list_is_refused() {
    let found = Graph::new(vec![0], &[vec![7]]);
    assert_eq!(found, Err(LearnerError::UnknownSkill { skill: 7, n_skills: 1 }));
    assert!(Graph::new(vec![0], &[]).is_err());
}

#[test]
fn empty_graph_is_a_graph() {
    let graph = Graph::new(vec![], &[]).unwrap();
    assert_eq!((graph.n_skills(), graph.n_areas()), (0, 0));
}

proptest! {
    #[test]
    fn any_graph_gets_an_order(needs in prop::collection::vec(prop::collection::vec(0_usize..20, 0..6), 20)) {
        let graph = Graph::new(vec![0; 20], &needs).unwrap();
        let mut at = [usize::MAX; 20];
        for (place, &skill) in graph.order().iter().enumerate() {
            at[skill] = place;
        }
        for skill in 0..20 {
            prop_assert!(at[skill] < 20);
            for &need in graph.needs(skill) {
                prop_assert!(at[need] < at[skill]);
            }
        }
        let n_edges: usize = needs.iter().map(Vec::len).sum();
        let kept: usize = (0..20).map(|skill| graph.needs(skill).len()).sum();
        prop_assert_eq!(kept + graph.dropped().len(), n_edges);
    }
}
