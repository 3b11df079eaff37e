"""Tests of inventory.py; run them with: python3 -m unittest code/test_inventory.py"""

import unittest

from inventory import Order, Stock, StockError, best_seller, pieces_by_product


class StockTest(unittest.TestCase):
    def test_take_reduces_the_stock(self):
        stock = Stock({"SW-20": 10})
        self.assertEqual(stock.take("SW-20", 3), 7)

    def test_taking_too_much_fails(self):
        stock = Stock({"SW-20": 2})
        with self.assertRaises(StockError):
            stock.take("SW-20", 3)

    def test_low_names_what_runs_out(self):
        stock = Stock({"SW-20": 20, "porcelain": 2})
        self.assertEqual(stock.low(), ["porcelain"])


class OrdersTest(unittest.TestCase):
    def test_cancelled_orders_do_not_count(self):
        orders = [Order("1", "mug", 4, "sent"), Order("2", "mug", 9, "cancelled")]
        self.assertEqual(pieces_by_product(orders), {"mug": 4})

    def test_nothing_sold_has_no_best_seller(self):
        self.assertIsNone(best_seller([]))


if __name__ == "__main__":
    unittest.main()
