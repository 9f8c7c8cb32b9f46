"""Common-effect methods, one a file."""
