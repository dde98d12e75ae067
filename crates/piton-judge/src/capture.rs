//! What a process wrote: the beginning and the end kept, the middle counted.

use std::collections::VecDeque;

/// How much of the beginning and how much of the end is kept.
const KEPT_BYTES: usize = 32 * 1024;

/// One stream.
#[derive(Debug, Default)]
pub(crate) struct Capture {
    head: Vec<u8>,
    tail: VecDeque<u8>,
    cut: u64,
}

impl Capture {
    /// Takes bytes in the order in which they were written.
    pub(crate) fn push(&mut self, bytes: &[u8]) {
        let room = KEPT_BYTES - self.head.len();
        let (first, rest) = bytes.split_at(room.min(bytes.len()));
        self.head.extend_from_slice(first);
        // Of one large piece only its own end can stay.
        let skipped = rest.len().saturating_sub(KEPT_BYTES);
        let rest = &rest[skipped..];
        let overflow = (self.tail.len() + rest.len()).saturating_sub(KEPT_BYTES);
        self.tail.drain(..overflow);
        self.tail.extend(rest);
        self.cut += (skipped + overflow) as u64;
    }

    /// Returns how many bytes were left out.
    pub(crate) fn cut_bytes(&self) -> u64 {
        self.cut
    }

    /// Returns the text, with a mark where bytes were left out and invalid UTF-8 replaced.
    pub(crate) fn text(&self) -> String {
        let tail: Vec<u8> = self.tail.iter().copied().collect();
        if self.cut == 0 {
            let whole = [self.head.as_slice(), &tail].concat();
            return String::from_utf8_lossy(&whole).into_owned();
        }
        format!(
            "{}\n[… {} bytes left out …]\n{}",
            String::from_utf8_lossy(&self.head),
            self.cut,
            String::from_utf8_lossy(&tail)
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn little_output_is_kept_whole() {
        let mut capture = Capture::default();
        for _ in 0..KEPT_BYTES {
            capture.push("é".as_bytes());
        }
        assert_eq!(capture.cut_bytes(), 0);
        assert_eq!(capture.text(), "é".repeat(KEPT_BYTES));
    }

    #[test]
    fn the_middle_of_much_output_is_counted_and_marked() {
        for piece in [1, 1000, 50_000, 200_000] {
            let mut capture = Capture::default();
            let bytes: Vec<u8> = (0..200_000u32).map(|n| b'a' + (n % 26) as u8).collect();
            for chunk in bytes.chunks(piece) {
                capture.push(chunk);
            }
            assert_eq!(capture.cut_bytes(), 200_000 - 2 * KEPT_BYTES as u64, "{piece}");
            let text = capture.text();
            assert!(text.starts_with(std::str::from_utf8(&bytes[..KEPT_BYTES]).unwrap()));
            let end = std::str::from_utf8(&bytes[200_000 - KEPT_BYTES..]).unwrap();
            assert!(text.ends_with(end), "{piece}");
            assert!(text.contains("[… 134464 bytes left out …]"), "{piece}");
        }
    }

    #[test]
    fn bytes_that_are_no_text_are_replaced() {
        let mut capture = Capture::default();
        capture.push(b"ok \xff\xfe end");
        assert_eq!(capture.text(), "ok \u{fffd}\u{fffd} end");
    }
}
