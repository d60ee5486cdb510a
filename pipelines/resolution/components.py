"""Connected components of a graph given as two columns of node numbers.

Here belongs the graph; what its nodes are does not.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Nodes = npt.NDArray[np.int64]


def connected_components(size: int, left: Nodes, right: Nodes) -> Nodes:
    """The smallest node number of each node's component, for nodes 0 … size - 1.

    Labels are lowered along the edges and then halved along their own chain, so that a path of n nodes takes about
    log n rounds.
    """
    label = np.arange(size, dtype=np.int64)
    while True:
        low = np.minimum(label[left], label[right])
        lowered = label.copy()
        # The root of either end takes the lower label, not only the end itself: whole trees are hooked at once.
        for ends in (left, right):
            np.minimum.at(lowered, label[ends], low)
            np.minimum.at(lowered, ends, low)
        while True:
            jumped = lowered[lowered]
            if np.array_equal(jumped, lowered):
                break
            lowered = jumped
        if np.array_equal(lowered, label):
            return label
        label = lowered
