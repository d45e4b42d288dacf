"""The models: the embedder, the generator, and their weights."""

import os

# torch's threads otherwise spin while they wait: on a busy laptop (a browser, a second server) that
# makes two cores several times slower than one. Read by the OpenMP library when torch is imported.
os.environ.setdefault("OMP_WAIT_POLICY", "passive")
