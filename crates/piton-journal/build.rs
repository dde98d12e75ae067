//! Builds again when a migration is added: the migrations are embedded by a macro, which cannot
//! tell cargo about a file that was not there before.

fn main() {
    println!("cargo:rerun-if-changed=migrations");
}
