//! What the journal promises, seen from outside.

#[cfg(test)]
mod child;
#[cfg(test)]
mod hostile;
#[cfg(test)]
mod journal;
#[cfg(test)]
mod portable;
#[cfg(test)]
mod raw;
#[cfg(test)]
mod sample;
#[cfg(test)]
mod several;
#[cfg(test)]
mod shapes;
#[cfg(test)]
mod trouble;
