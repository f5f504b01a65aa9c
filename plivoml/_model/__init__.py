"""What an element is: values, types, nodes, and the constructor made from a declaration."""
