"""Take the network away from this process and from all that it starts."""

import ctypes
import os
import socket
import struct
import sys

CUT = "network cut off by the system"
GUARDED = "connections refused in Python"
_NEW_USER, _NEW_NETWORK = 0x10000000, 0x40000000  # CLONE_NEWUSER, CLONE_NEWNET


def cut_off() -> str:
    """Move this process into a network namespace that has only loopback, where allowed.

    To be called before the process has threads. As root it needs no more; others need user
    namespaces, which some systems forbid. Then the audit hook of `launcher` is what is left: it
    sees a Python kernel's connections, not those of its children.

    Returns:
        `CUT` or `GUARDED`.
    """
    if sys.platform != "linux":
        return GUARDED
    # A process that got halfway could not go back, so a child tries first.
    child = os.fork()
    if not child:
        try:
            _enter()
            os._exit(0)
        finally:
            os._exit(1)
    if os.waitpid(child, 0)[1] != 0:
        return GUARDED
    _enter()
    return CUT


def _enter() -> None:
    """Move this process into a network namespace of its own.

    Raises:
        OSError: the system does not allow it.
    """
    libc = ctypes.CDLL(None, use_errno=True)
    user, group = os.getuid(), os.getgid()
    if libc.unshare(_NEW_NETWORK) != 0:
        if libc.unshare(_NEW_USER | _NEW_NETWORK) != 0:
            raise OSError(ctypes.get_errno(), "no network namespace")
        for name, line in (
            ("setgroups", "deny"),
            ("uid_map", f"{user} {user} 1"),
            ("gid_map", f"{group} {group} 1"),
        ):
            with open(f"/proc/self/{name}", "w") as stream:
                stream.write(line)
    _raise_loopback()


def _raise_loopback() -> None:
    """`ip link set lo up`, by the calls of netdevice(7)."""
    import fcntl

    get_flags, set_flags, up = 0x8913, 0x8914, 0x1
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as any_socket:
        request = struct.pack("16sh14x", b"lo", 0)
        flags = struct.unpack("16sh14x", fcntl.ioctl(any_socket, get_flags, request))[1]
        fcntl.ioctl(any_socket, set_flags, struct.pack("16sh14x", b"lo", flags | up))
