"""The gallery: a page with every figure and table of the example, of real reviews and of reviews hard to draw."""
