"""The elements that Plivo has, a chapter a file."""
