"""The coaches' console: pages for the people behind the bot. Nothing here decides or sends: it reads the store and knocks at the door.

Importing this loads Flask-Security; ``coach.web.app`` does it only when an app is made.
"""
