"""Stock keeping for the workshop: read orders, count pieces, warn when clay runs low."""

import csv
from dataclasses import dataclass, field
from pathlib import Path

BAG_WEIGHT_KG = 12.5
LOW_STOCK_BAGS = 8


class StockError(Exception):
    """Raised when more is taken than there is."""


@dataclass
class Order:
    """One line of orders.csv."""

    number: str
    product: str
    quantity: int
    status: str


@dataclass
class Stock:
    """How many bags of each clay are on the shelf."""

    bags: dict[str, int] = field(default_factory=dict)

    def add(self, clay: str, count: int) -> None:
        """Put bags on the shelf."""
        if count <= 0:
            raise ValueError("count must be positive")
        self.bags[clay] = self.bags.get(clay, 0) + count

    def take(self, clay: str, count: int) -> int:
        """Take bags off the shelf and return how many are left."""
        have = self.bags.get(clay, 0)
        if count > have:
            raise StockError(f"only {have} bags of {clay} left")
        self.bags[clay] = have - count
        return self.bags[clay]

    def weight_kg(self) -> float:
        """Weight of everything on the shelf."""
        return sum(self.bags.values()) * BAG_WEIGHT_KG

    def low(self) -> list[str]:
        """Clays of which fewer than LOW_STOCK_BAGS are left, in alphabetical order."""
        return sorted(clay for clay, count in self.bags.items() if count < LOW_STOCK_BAGS)


def read_orders(path: Path) -> list[Order]:
    """Read every order; the header names the columns."""
    with path.open(newline="", encoding="utf-8") as file:
        return [
            Order(row["order"], row["product"], int(row["quantity"]), row["status"])
            for row in csv.DictReader(file)
        ]


def pieces_by_product(orders: list[Order]) -> dict[str, int]:
    """Pieces sold of each product; cancelled orders do not count."""
    totals: dict[str, int] = {}
    for order in orders:
        if order.status == "cancelled":
            continue
        totals[order.product] = totals.get(order.product, 0) + order.quantity
    return totals


def best_seller(orders: list[Order]) -> str | None:
    """The product sold most often, or None when nothing was sold."""
    totals = pieces_by_product(orders)
    if not totals:
        return None
    return max(sorted(totals), key=totals.__getitem__)


if __name__ == "__main__":
    # TODO: take the path from the command line
    all_orders = read_orders(Path("data/orders.csv"))
    for product, pieces in sorted(pieces_by_product(all_orders).items()):
        print(f"{product:12} {pieces:5}")
    print("best seller:", best_seller(all_orders))
