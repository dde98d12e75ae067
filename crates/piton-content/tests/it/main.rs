//! What the crate promises, through its front page.

mod fixture;
mod markdown;
mod real;
mod roadmap;
mod rules;
mod schemas;
mod tasks;
mod toml_files;
mod tree;
mod variants;
mod wild;
