"""Many companies against one catalogue: the best offers of each, as `matcher.ranking` has them."""

from matcher.batch.best import Batch, Best

__all__ = ["Batch", "Best"]
