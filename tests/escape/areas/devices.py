"""Devices. They are opened and closed, never read or written."""

import os
from pathlib import Path

from attempt import Try, attempts_of, opening

DEVICES = ("/dev/mem", "/dev/kmsg", "/dev/fuse", "/dev/kvm", "/dev/loop-control", "/dev/net/tun", "/dev/cpu/0/msr",
           "/dev/vsock", "/dev/console", "/dev/btrfs-control", "/dev/hwrng")


def refused(path):
    """Why not even root can open it here."""
    def look():
        try:
            os.close(os.open(path, os.O_RDONLY | os.O_NONBLOCK))
        except OSError as error:
            return error.strerror
        return ""

    return look


def opens(g, path):
    return Try(opening(path, "os.O_RDONLY | os.O_NONBLOCK"))


for device in DEVICES:
    if Path(device).exists():
        attempts_of({f"opens {device}": device}, opens, root_only=True, needs=refused(device))
