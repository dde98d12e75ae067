//! The stream of chance that a caller seeds and passes in.
//!
//! A placement is resumed by replaying its answers, years later too, so the stream of a seed may
//! never change: this is why it stands here and not in a library that may improve its own.

/// Draws the same numbers from the same seed on every machine and in every version.
///
/// Source: xoshiro256++ 1.0 and its seeding by SplitMix64, Blackman and Vigna 2019.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rng {
    words: [u64; 4],
    spare: Option<u64>,
}

impl Rng {
    /// Starts the stream of a seed.
    #[must_use]
    pub fn new(seed: u64) -> Self {
        let mut state = seed;
        let mut words = [0; 4];
        for word in &mut words {
            state = state.wrapping_add(0x9E37_79B9_7F4A_7C15);
            let mut z = state;
            z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
            z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
            *word = z ^ (z >> 31);
        }
        Self { words, spare: None }
    }

    /// Draws 64 bits.
    #[inline]
    pub fn bits(&mut self) -> u64 {
        let [a, b, c, d] = self.words;
        let drawn = a.wrapping_add(d).rotate_left(23).wrapping_add(a);
        let (c, d) = (c ^ a, d ^ b);
        self.words = [a ^ d, b ^ c, c ^ (b << 17), d.rotate_left(45)];
        drawn
    }

    /// Draws a number from `0.0..1.0`.
    #[inline]
    pub fn unit(&mut self) -> f64 {
        (self.bits() >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// Draws an index below `n`; 0 if `n` is 0.
    #[inline]
    #[expect(clippy::cast_possible_truncation, reason = "the product is below n, a usize")]
    pub fn below(&mut self, n: usize) -> usize {
        ((u128::from(self.bits()) * n as u128) >> 64) as usize
    }

    /// Draws from the standard normal distribution.
    ///
    /// Source: the polar method, Marsaglia and Bray 1964.
    pub fn normal(&mut self) -> f64 {
        if let Some(spare) = self.spare.take() {
            return f64::from_bits(spare);
        }
        loop {
            let (x, y) = (2.0 * self.unit() - 1.0, 2.0 * self.unit() - 1.0);
            let square = x * x + y * y;
            if square < 1.0 && square > 0.0 {
                let scale = (-2.0 * libm::log(square) / square).sqrt();
                self.spare = Some((y * scale).to_bits());
                return x * scale;
            }
        }
    }

    /// Says yes with the chance `p`.
    #[inline]
    pub fn chance(&mut self, p: f64) -> bool {
        self.unit() < p
    }
}
