"""Plivo's REST API, answered on this machine and acting on the simulated calls of an account."""
