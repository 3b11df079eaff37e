#!/usr/bin/python3
"""as_ordinary_user.py PROGRAM BOX_PROGRAM: runs unit tests once more, as an ordinary user, for root has run them as root.

An ordinary user has run them as one already: then there is nothing to do. The program is started by descriptor, because
the folder of the build may be closed to others, and finds copies of the programs beside hearth where everybody may enter.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ORDINARY = 2001


def main(program, box_program):
    if os.geteuid() != 0:
        print("run by an ordinary user already")
        return 0
    with tempfile.TemporaryDirectory() as folder:
        os.chmod(folder, 0o755)
        if Path(box_program).exists():
            shutil.copy(box_program, folder)
        extractor = Path(box_program).parent / "hearth-extract"
        if extractor.exists():
            shutil.copy(extractor, folder)
        opened = os.open(program, os.O_RDONLY)
        environment = {**os.environ, "HOME": "/nonexistent", "HEARTH_BOX_PROGRAM": f"{folder}/{Path(box_program).name}",
                       "HEARTH_EXTRACT_PROGRAM": f"{folder}/{extractor.name}"}
        return subprocess.run([f"/proc/self/fd/{opened}", "--gtest_brief=1"], user=ORDINARY, group=ORDINARY, extra_groups=[],
                              cwd="/", env=environment, pass_fds=[opened]).returncode


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
