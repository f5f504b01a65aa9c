"""
One call in every framework.

`calls.py` is the call: functions from what Plivo tells to what Plivo does next, with no
framework in them.  Each of the others puts it on the web, and holds all that its framework
needs: who may ask, what is read, what is sent.
"""
