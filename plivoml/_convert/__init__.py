"""Documents into something else: formatted XML, Python, a picture of their flow."""
