"""The bench's front door: static files, realtime and the way to gunicorn, on one port of 127.0.0.1."""
