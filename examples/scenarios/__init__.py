"""
Whole call flows, each a small module.

Each is whole by itself: functions from what Plivo tells to what Plivo does next, a table of the
paths at which Plivo finds them, and the application that serves it.
"""
