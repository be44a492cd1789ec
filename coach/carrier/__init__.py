"""The phone network: a port, the real carrier behind it, and a simulated one. The only room that knows Twilio's field names."""
