"""How a message leaves the house: outward only, to an organisation, with a reference and never a name.

The room knows no table. It is handed a letter and a channel, and says whether the channel took it. A letter carries
its own key, so that one handed over twice, by a worker that died before it could write that it had, arrives once.
"""

from estancia.messages.channels import Channel, ChannelRefused, Folder
from estancia.messages.letters import Letter

__all__ = ["Channel", "ChannelRefused", "Folder", "Letter"]
