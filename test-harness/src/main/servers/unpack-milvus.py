"""Unpacks Milvus from the Python package `milvus`: python unpack-milvus.py PACKAGE TARGET.

TARGET gets bin/ (the server and its libraries) and configs/, with the values that the package's own launcher fills in
left at their defaults: the harness overrides what differs per instance by environment variables.
"""

import lzma
import pathlib
import re
import shutil
import sys

data = pathlib.Path(sys.argv[1]) / "data"
target = pathlib.Path(sys.argv[2])
(target / "bin").mkdir(parents=True)
(target / "configs").mkdir()

for packed in (data / "bin").glob("*.lzma"):
    unpacked = target / "bin" / packed.stem
    with lzma.open(packed) as source, open(unpacked, "wb") as sink:
        shutil.copyfileobj(source, sink, 1 << 20)
    unpacked.chmod(0o755)

template = (data / "config.yaml.template").read_text(encoding="utf-8")
config = re.sub(r"\{\{[^:}]*(?::\s*([^}]*?))?\s*\}\}", lambda found: found.group(1) or '""', template)
(target / "configs" / "milvus.yaml").write_text(config, encoding="utf-8")
shutil.copy(data / "glog.conf", target / "configs")
