//! Frames on a stream socket: a length, then a JSON header line and codec documents.

use std::collections::VecDeque;
use std::os::fd::{AsFd, BorrowedFd, OwnedFd};

use rustix::io::Errno;

use crate::socket;

/// The longest frame either side may send.
const MAX_FRAME_BYTES: usize = 64 * 1024 * 1024;

/// How much is read at once.
const CHUNK_BYTES: usize = 64 * 1024;

/// One end of a stream socket that carries frames and never blocks.
#[derive(Debug)]
pub(crate) struct Channel {
    socket: OwnedFd,
    incoming: Vec<u8>,
    outgoing: VecDeque<Outgoing>,
}

#[derive(Debug)]
struct Outgoing {
    bytes: Vec<u8>,
    sent: usize,
    /// Goes with the first byte.
    fd: Option<OwnedFd>,
}

/// Why a channel is of no more use.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Broken {
    /// The other end is closed.
    Closed,
    /// The other end sends no frames.
    Malformed,
    /// The system refused.
    System(Errno),
}

impl Channel {
    /// Takes our end of a stream pair.
    pub(crate) fn new(socket: OwnedFd) -> Result<Self, Errno> {
        socket::set_nonblocking(socket.as_fd())?;
        Ok(Self { socket, incoming: Vec::new(), outgoing: VecDeque::new() })
    }

    pub(crate) fn fd(&self) -> BorrowedFd<'_> {
        self.socket.as_fd()
    }

    /// Returns whether frames wait to be sent.
    pub(crate) fn wants_to_send(&self) -> bool {
        !self.outgoing.is_empty()
    }

    /// Queues a frame, with a descriptor for its first byte, and sends what can be sent now.
    pub(crate) fn send(&mut self, payload: &[u8], fd: Option<OwnedFd>) -> Result<(), Broken> {
        let length = u32::try_from(payload.len()).map_err(|_| Broken::Malformed)?;
        if payload.len() > MAX_FRAME_BYTES {
            return Err(Broken::Malformed);
        }
        let mut bytes = Vec::with_capacity(payload.len() + 4);
        bytes.extend_from_slice(&length.to_be_bytes());
        bytes.extend_from_slice(payload);
        self.outgoing.push_back(Outgoing { bytes, sent: 0, fd });
        self.flush()
    }

    /// Sends what the socket takes now.
    pub(crate) fn flush(&mut self) -> Result<(), Broken> {
        while let Some(frame) = self.outgoing.front_mut() {
            let fds: Vec<BorrowedFd<'_>> = frame.fd.iter().map(AsFd::as_fd).collect();
            match socket::send(self.socket.as_fd(), &frame.bytes[frame.sent..], &fds) {
                Ok(sent) => {
                    frame.sent += sent;
                    frame.fd = None;
                    if frame.sent == frame.bytes.len() {
                        self.outgoing.pop_front();
                    }
                }
                Err(Errno::AGAIN) => return Ok(()),
                Err(Errno::PIPE | Errno::CONNRESET) => return Err(Broken::Closed),
                Err(errno) => return Err(Broken::System(errno)),
            }
        }
        Ok(())
    }

    /// Reads what has arrived and returns the frames that are whole.
    ///
    /// Errors: [`Broken::Closed`] only after every whole frame was returned.
    pub(crate) fn receive(&mut self) -> Result<Vec<Vec<u8>>, Broken> {
        let mut chunk = [0; CHUNK_BYTES];
        let mut ended = None;
        loop {
            match rustix::io::read(&self.socket, &mut chunk) {
                Ok(0) | Err(Errno::CONNRESET) => {
                    ended = Some(Broken::Closed);
                    break;
                }
                Ok(n) => {
                    self.incoming.extend_from_slice(&chunk[..n]);
                    if n < CHUNK_BYTES || self.incoming.len() > MAX_FRAME_BYTES {
                        break;
                    }
                }
                Err(Errno::INTR) => {}
                Err(Errno::AGAIN) => break,
                Err(errno) => return Err(Broken::System(errno)),
            }
        }
        let frames = self.take_frames()?;
        match ended {
            Some(broken) if frames.is_empty() => Err(broken),
            _ => Ok(frames),
        }
    }

    fn take_frames(&mut self) -> Result<Vec<Vec<u8>>, Broken> {
        let mut frames = Vec::new();
        let mut at = 0;
        while let Some(length) = self.incoming.get(at..at + 4) {
            let length = u32::from_be_bytes(length.try_into().expect("four bytes were taken"));
            let length = usize::try_from(length).map_err(|_| Broken::Malformed)?;
            if length > MAX_FRAME_BYTES {
                return Err(Broken::Malformed);
            }
            let Some(payload) = self.incoming.get(at + 4..at + 4 + length) else { break };
            frames.push(payload.to_vec());
            at += 4 + length;
        }
        self.incoming.drain(..at);
        Ok(frames)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pair() -> (Channel, Channel) {
        let (a, b) = socket::stream_pair().unwrap();
        (Channel::new(a).unwrap(), Channel::new(b).unwrap())
    }

    #[test]
    fn large_frames_cross_in_pieces() {
        let (mut sender, mut receiver) = pair();
        let payload = vec![b'x'; 3_000_000];
        sender.send(&payload, None).unwrap();
        sender.send(b"second", None).unwrap();
        let mut frames = Vec::new();
        while frames.len() < 2 {
            frames.extend(receiver.receive().unwrap());
            sender.flush().unwrap();
        }
        assert_eq!(frames, [payload, b"second".to_vec()]);
        assert!(!sender.wants_to_send());
    }

    #[test]
    fn whole_frames_are_read_before_the_end_is_told() {
        let (mut sender, mut receiver) = pair();
        sender.send(b"last words", None).unwrap();
        drop(sender);
        assert_eq!(receiver.receive(), Ok(vec![b"last words".to_vec()]));
        assert_eq!(receiver.receive(), Err(Broken::Closed));
    }

    #[test]
    fn a_length_beyond_the_limit_is_malformed() {
        let (sender, mut receiver) = pair();
        rustix::io::write(&sender.socket, &[0xff, 0xff, 0xff, 0xff, 0]).unwrap();
        assert_eq!(receiver.receive(), Err(Broken::Malformed));
    }
}
