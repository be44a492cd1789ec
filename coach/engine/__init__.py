"""Makes time pass, and is the only writer: the door decides, the outbox sends, the beats keep both going."""
