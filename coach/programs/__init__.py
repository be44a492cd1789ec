"""What is coached and in which words: ``schedules/`` and ``templates/sms/`` read, checked, counted and shown.

Knows nothing of participants, storage or the carrier.
"""
