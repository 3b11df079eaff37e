"""How hot the kiln gets."""
import math


# Degrees, after so many hours.
def temperature(hours):
    return 20 + 130 * hours


class Kiln:
    def __init__(self, bricks):
        self.bricks = bricks

    def fire(self):
        return temperature(9) if self.bricks else math.nan
