"""How quickly officials' screens come at full size: `./run benchmark desk`."""
