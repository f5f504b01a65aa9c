"""Forms, headers and requests, as WSGI, ASGI and web frameworks hand them over."""
