//! Measures how fast a journal takes and gives back events; prints JSON.
fn main() {}
