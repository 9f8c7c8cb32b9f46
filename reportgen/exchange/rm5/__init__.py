"""Review Manager 5 (.rm5): a whole review as one XML file."""
