"""The packages as users get them, from the release build: their sizes."""

import subprocess
import tempfile
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parent.parent
MEGABYTE = 1e6


def measure():
    """Megabytes of the package with the window, and of the one without: {"hearth": …, "hearth-server": …}"""
    with tempfile.TemporaryDirectory(prefix="hearth-bench-packages-") as folder:
        subprocess.run([REPOSITORY / "scripts" / "make-debs", folder], check=True)
        return {made.name.partition("_")[0]: made.stat().st_size / MEGABYTE for made in Path(folder).glob("*.deb")}
