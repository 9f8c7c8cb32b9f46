"""What works out each kind of block with our own functions."""
