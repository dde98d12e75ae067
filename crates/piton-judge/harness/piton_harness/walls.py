"""The walls around a fork: its own mounts, no rights, Landlock, and last seccomp.

What they must let through is told by the supervisor; nothing here decides. Every step either works
or raises: a fork without its walls must end. It runs before anything of a learner is read.
"""

import base64
import ctypes
import os
import struct

_libc = ctypes.CDLL(None, use_errno=True)

# linux/sched.h, linux/mount.h, linux/prctl.h, linux/capability.h, linux/landlock.h
CLONE_NEWNS, CLONE_NEWIPC = 0x00020000, 0x08000000
MS_NOSUID, MS_NODEV, MS_BIND, MS_REC = 2, 4, 4096, 16384
PR_SET_DUMPABLE, PR_SET_SECCOMP, PR_SET_NO_NEW_PRIVS, PR_CAP_AMBIENT = 4, 22, 38, 47
PR_CAP_AMBIENT_CLEAR_ALL = 4
SECCOMP_MODE_FILTER = 2
CAPABILITY_VERSION = 0x20080522
SYS_CREATE_RULESET, SYS_ADD_RULE, SYS_RESTRICT_SELF = 444, 445, 446
RULE_PATH_BENEATH = 1
GET_VERSION = 1
FS_EXECUTE, FS_WRITE_FILE, FS_READ_FILE, FS_READ_DIR = 1, 2, 4, 8
FS_TRUNCATE, FS_IOCTL_DEV = 1 << 14, 1 << 15
# Rights each version of Landlock brought: files, then moving, truncating, devices.
FS_RIGHTS = {1: (1 << 13) - 1, 2: (1 << 14) - 1, 3: (1 << 15) - 1, 5: (1 << 16) - 1}
READING = FS_EXECUTE | FS_READ_FILE | FS_READ_DIR
# What a rule on a file, not a folder, may name.
OF_FILES = FS_EXECUTE | FS_WRITE_FILE | FS_READ_FILE | FS_TRUNCATE | FS_IOCTL_DEV
NET_BIND_TCP, NET_CONNECT_TCP = 1, 2
SCOPE_ABSTRACT_SOCKETS, SCOPE_SIGNALS = 1, 2
# The first version that keeps signals in.
SCOPES = 6

DEVICES = ("/dev/null", "/dev/zero", "/dev/full", "/dev/random", "/dev/urandom")
WRITABLE_DEVICES = ("/dev/null", "/dev/zero", "/dev/full")


class Walls:
    """The walls of one zygote's forks, prepared once."""

    def __init__(self, order):
        self.tier = order["tier"]
        self._read = order["read"]
        self._box = order["box"]
        self._over = order["over"]
        self._filters = [_Filter(base64.b64decode(one)) for one in order["filters"]]
        self._landlock = _landlock_version() if self.tier != "unsandboxed" else 0
        if self.tier == "landlock" and self._landlock < SCOPES:
            raise OSError(f"Landlock has version {self._landlock}; {SCOPES} is needed")
        if self.tier == "namespaces" and self._landlock < 1:
            raise OSError("this kernel has no Landlock")

    @property
    def has_room(self):
        return self.tier == "namespaces"

    def hide_zygote(self):
        """Keeps forks of this process from reading it."""
        if self.tier != "unsandboxed":
            _check(_libc.prctl(PR_SET_DUMPABLE, 0, 0, 0, 0), "prctl")

    @staticmethod
    def show():
        """Lets this process look at itself."""
        _check(_libc.prctl(PR_SET_DUMPABLE, 1, 0, 0, 0), "prctl")

    def furnish(self, mib):
        """In a room, gives the fork a place of its own; returns it."""
        _check(_libc.unshare(CLONE_NEWNS | CLONE_NEWIPC), "unshare")
        if self._box is None:
            return "/"
        box = self._box
        options = f"mode=755,size={mib}m,nr_inodes=16384"
        _mount("box", box, "tmpfs", MS_NOSUID | MS_NODEV, options)
        for name in ("home", "tmp", "shm"):
            os.mkdir(f"{box}/{name}")
        for over, name in self._over:
            _mount(f"{box}/{name}", over, None, MS_BIND, None)
        return f"{box}/home"

    def temporary(self, folder):
        """Returns where the fork may make temporary files."""
        return f"{self._box}/tmp" if self.has_room and self._box else folder

    def close(self, folder):
        """Gives up every right; from here on only `folder` and the like can be written."""
        if self.tier == "unsandboxed":
            return
        _drop_rights()
        write = [folder]
        if self.has_room:
            write = [self._box, *(over for over, _ in self._over)] if self._box else []
        self._restrict(write)
        # As programs do; by now it has nothing of the zygote's.
        self.show()
        for program in self._filters:
            program.load()

    def _restrict(self, write):
        version = self._landlock
        rights = next(FS_RIGHTS[one] for one in (5, 3, 2, 1) if version >= one)
        network = NET_BIND_TCP | NET_CONNECT_TCP if not self.has_room else 0
        scopes = SCOPE_ABSTRACT_SOCKETS | SCOPE_SIGNALS if version >= SCOPES else 0
        size = 8 if version < 4 else 16 if version < SCOPES else 24
        attributes = struct.pack("=QQQ", rights, network if version >= 4 else 0, scopes)[:size]
        rules = _call(SYS_CREATE_RULESET, attributes, size, 0)
        try:
            for path in self._read:
                _allow(rules, path, READING & rights)
            for path in DEVICES:
                _allow(rules, path, FS_READ_FILE)
            for path in WRITABLE_DEVICES:
                _allow(rules, path, (FS_READ_FILE | FS_WRITE_FILE | FS_TRUNCATE) & rights)
            for path in write:
                _allow(rules, path, rights & ~FS_IOCTL_DEV)
            _check(_libc.prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0), "prctl")
            _call(SYS_RESTRICT_SELF, rules, 0)
        finally:
            os.close(rules)


class _Filter:
    """A seccomp program, laid out in memory as the kernel reads it."""

    class _Program(ctypes.Structure):
        _fields_ = [("length", ctypes.c_ushort), ("instructions", ctypes.c_void_p)]

    def __init__(self, data):
        self._instructions = ctypes.create_string_buffer(data, len(data))
        address = ctypes.addressof(self._instructions)
        self._program = self._Program(len(data) // 8, address)

    def load(self):
        done = _libc.prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, ctypes.byref(self._program), 0, 0)
        _check(done, "seccomp")


def _landlock_version():
    version = _libc.syscall(SYS_CREATE_RULESET, None, 0, GET_VERSION)
    return max(version, 0)


def _allow(rules, path, rights):
    try:
        fd = os.open(path, os.O_PATH | os.O_CLOEXEC)
    except FileNotFoundError:
        return
    try:
        if not os.path.isdir(path):
            rights &= OF_FILES
        if rights:
            rule = struct.pack("=Qi", rights, fd)
            _call(SYS_ADD_RULE, rules, RULE_PATH_BENEATH, rule, 0)
    finally:
        os.close(fd)


def _drop_rights():
    _check(_libc.prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_CLEAR_ALL, 0, 0, 0), "prctl")
    header = struct.pack("=Ii", CAPABILITY_VERSION, 0)
    _check(_libc.capset(header, bytes(24)), "capset")


def _mount(source, target, kind, flags, options):
    source, target = source.encode(), target.encode()
    kind = None if kind is None else kind.encode()
    options = None if options is None else options.encode()
    _check(_libc.mount(source, target, kind, ctypes.c_ulong(flags), options), f"mount {target}")


def _call(*arguments):
    wide = [ctypes.c_long(one) if type(one) is int else one for one in arguments]
    return _check(_libc.syscall(*wide), f"system call {arguments[0]}")


def _check(result, what):
    if result < 0:
        number = ctypes.get_errno()
        raise OSError(number, f"{what}: {os.strerror(number)}")
    return result
