"""Fetch the editor of the form anew: ``python scripts/run.py editor`` (needs npm).

``scripts/stafett/site/assets/editor/sources.json`` is the one place that says which packages the editor is made of, in
which version, with npm's integrity of each, and which of their files are taken. A package whose bytes are others than
that is refused. To take a newer version, write it and its integrity (``npm view PACKAGE dist.integrity``) there first.
"""

from __future__ import annotations

import hashlib
import io
import json
import shutil
import subprocess
import sys
import tarfile
import tempfile
from base64 import b64encode
from pathlib import Path

FOLDER = Path(__file__).resolve().parent / "stafett" / "site" / "assets" / "editor"
SOURCES = FOLDER / "sources.json"


def integrity(data: bytes) -> str:
    """The hash of ``data`` as npm writes it."""
    return f"sha512-{b64encode(hashlib.sha512(data).digest()).decode()}"


def fetch(name: str) -> bytes:
    """The package ``name@version`` as npm has it, packed."""
    with tempfile.TemporaryDirectory() as folder:
        command = [shutil.which("npm") or sys.exit("npm is not on the path"), "pack", "--silent", name]
        subprocess.run(command, cwd=folder, check=True, stdout=subprocess.DEVNULL)  # noqa: S603 (named in sources.json)
        return next(Path(folder).glob("*.tgz")).read_bytes()


def main() -> None:
    """Fetch every package, refuse what is not as recorded, and write its files and their hashes."""
    sources = json.loads(SOURCES.read_text(encoding="utf-8"))
    for source in sources:
        name = f"{source['package']}@{source['version']}"
        packed = fetch(name)
        if integrity(packed) != source["integrity"]:
            sys.exit(f"{name} is not what sources.json says: its integrity is {integrity(packed)}")
        with tarfile.open(fileobj=io.BytesIO(packed)) as archive:
            for target, about in source["files"].items():
                member = archive.extractfile(f"package/{about['from']}")
                data = member.read() if member else b""
                (FOLDER / target).write_bytes(data)
                about["integrity"] = integrity(data)
        sys.stdout.write(f"{name}: {len(source['files'])} files\n")
    SOURCES.write_text(json.dumps(sources, indent=2) + "\n", encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
