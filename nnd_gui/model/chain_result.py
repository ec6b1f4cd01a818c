"""The chain rule of one weight, once it is traced."""

from __future__ import annotations

from nnd_gui.engine.chain import Traced
from nnd_gui.engine.chain_parts import Chain
from nnd_gui.engine.events import Finished, Working
from nnd_gui.engine.subject import Network

__all__ = ["ChainResult"]


class ChainResult:
    """One trace.

    Parameters
    ----------
    network : Network
        Whose weight it is.
    index : int
        Which one.

    Attributes
    ----------
    chain : Chain or None
        None until it is traced.
    finished : Finished or None
        How the run ended; None until it has.
    """

    def __init__(self, network: Network, index: int) -> None:
        self.network, self.index = network, index
        self.chain: Chain | None = None
        self.finished: Finished | None = None

    def add(self, event: Traced | Working | Finished) -> None:
        """Take in the next event of the run."""
        if isinstance(event, Traced):
            self.chain = event.chain
        elif isinstance(event, Finished):
            self.finished = event
