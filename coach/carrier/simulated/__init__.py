"""A carrier of our own: handsets, keyword blocking and faults, in memory, behind Twilio's interface or in the same process.

``server`` (Flask and sockets) is not imported here, so that a simulation of months does not pay for it.
"""

from coach.carrier.simulated.faults import Fault, Faults, Odds
from coach.carrier.simulated.inprocess import InProcess
from coach.carrier.simulated.network import NUMBER, Arrival, Network, Notice
from coach.carrier.simulated.texts import By, Handset, Replies, Text

__all__ = ["NUMBER", "Arrival", "By", "Fault", "Faults", "Handset", "InProcess", "Network", "Notice", "Odds", "Replies", "Text"]
