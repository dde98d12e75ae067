//! Sockets and pipes between us and our processes, none of which leaks into a child by accident.

use std::io::{IoSlice, IoSliceMut};
use std::mem::MaybeUninit;
use std::os::fd::{AsFd, BorrowedFd, OwnedFd};
use std::time::{Duration, Instant};

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::fs::{OFlags, fcntl_getfl, fcntl_setfl};
use rustix::io::Errno;
use rustix::net::{
    AddressFamily, RecvAncillaryBuffer, RecvAncillaryMessage, RecvFlags, SendAncillaryBuffer,
    SendAncillaryMessage, SendFlags, SocketFlags, SocketType, recvmsg, sendmsg, socketpair,
};
use rustix::pipe::{PipeFlags, pipe_with};

/// The longest datagram a zygote sends.
const DATAGRAM_BYTES: usize = 64 * 1024;

/// A datagram, and the descriptor that came with it, if one did.
pub(crate) type Datagram = (Vec<u8>, Option<OwnedFd>);

/// Makes a pair of connected sockets for datagrams that keep their bounds.
pub(crate) fn datagram_pair() -> Result<(OwnedFd, OwnedFd), Errno> {
    socketpair(AddressFamily::UNIX, SocketType::SEQPACKET, SocketFlags::CLOEXEC, None)
}

/// Makes a pair of connected sockets for a stream of bytes.
pub(crate) fn stream_pair() -> Result<(OwnedFd, OwnedFd), Errno> {
    socketpair(AddressFamily::UNIX, SocketType::STREAM, SocketFlags::CLOEXEC, None)
}

/// Makes a pipe whose reading end never blocks; the writing end, which a child gets, does.
pub(crate) fn output_pipe() -> Result<(OwnedFd, OwnedFd), Errno> {
    let (reader, writer) = pipe_with(PipeFlags::CLOEXEC)?;
    set_nonblocking(reader.as_fd())?;
    Ok((reader, writer))
}

/// Makes every later read and write of `fd` return at once.
pub(crate) fn set_nonblocking(fd: BorrowedFd<'_>) -> Result<(), Errno> {
    fcntl_setfl(fd, fcntl_getfl(fd)? | OFlags::NONBLOCK)
}

/// Sends bytes, and with the first of them descriptors (at most three).
///
/// A peer that is gone gives `EPIPE`, never a signal.
pub(crate) fn send(
    socket: BorrowedFd<'_>,
    bytes: &[u8],
    fds: &[BorrowedFd<'_>],
) -> Result<usize, Errno> {
    let mut space = [MaybeUninit::uninit(); rustix::cmsg_space!(ScmRights(3))];
    let mut control = SendAncillaryBuffer::new(&mut space);
    if !fds.is_empty() && !control.push(SendAncillaryMessage::ScmRights(fds)) {
        return Err(Errno::INVAL);
    }
    loop {
        match sendmsg(socket, &[IoSlice::new(bytes)], &mut control, SendFlags::NOSIGNAL) {
            Err(Errno::INTR) => {}
            outcome => return outcome,
        }
    }
}

/// Receives one datagram, or `None` if none came before `deadline`.
///
/// Errors: `CONNRESET` if the peer is gone.
pub(crate) fn receive_datagram(
    socket: BorrowedFd<'_>,
    deadline: Instant,
) -> Result<Option<Vec<u8>>, Errno> {
    Ok(receive_with_fd(socket, deadline)?.map(|(bytes, _)| bytes))
}

/// Receives one datagram and the descriptor that came with it, if one did.
///
/// Errors: as for [`receive_datagram`].
pub(crate) fn receive_with_fd(
    socket: BorrowedFd<'_>,
    deadline: Instant,
) -> Result<Option<Datagram>, Errno> {
    if !wait_readable(socket, deadline)? {
        return Ok(None);
    }
    let mut bytes = vec![0; DATAGRAM_BYTES];
    loop {
        let mut space = [MaybeUninit::uninit(); rustix::cmsg_space!(ScmRights(1))];
        let mut control = RecvAncillaryBuffer::new(&mut space);
        let mut parts = [IoSliceMut::new(&mut bytes)];
        match recvmsg(socket, &mut parts, &mut control, RecvFlags::CMSG_CLOEXEC) {
            Err(Errno::INTR) => {}
            Err(errno) => return Err(errno),
            Ok(message) if message.bytes == 0 => return Err(Errno::CONNRESET),
            Ok(message) => {
                bytes.truncate(message.bytes);
                let fd = control.drain().find_map(|message| match message {
                    RecvAncillaryMessage::ScmRights(mut fds) => fds.next(),
                    _ => None,
                });
                return Ok(Some((bytes, fd)));
            }
        }
    }
}

/// Waits until `fd` can be read or has ended; `false` if `deadline` came first.
pub(crate) fn wait_readable(fd: BorrowedFd<'_>, deadline: Instant) -> Result<bool, Errno> {
    loop {
        let left = deadline.saturating_duration_since(Instant::now());
        let mut fds = [PollFd::from_borrowed_fd(fd, PollFlags::IN)];
        match poll(&mut fds, Some(&timeout(left))) {
            Err(Errno::INTR) => {}
            Err(errno) => return Err(errno),
            Ok(0) => return Ok(false),
            Ok(_) => return Ok(true),
        }
    }
}

/// Writes a duration the way `poll` wants it.
pub(crate) fn timeout(duration: Duration) -> Timespec {
    // A duration too long for the system is as good as its longest.
    Timespec::try_from(duration).unwrap_or(Timespec { tv_sec: i64::from(i32::MAX), tv_nsec: 0 })
}
