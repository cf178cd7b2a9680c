"""A test gone stale: one ticket, two customers."""

import threading
import time

CUSTOMERS = 2


class Stock:
    """A number of which each operation is one step."""

    def __init__(self, value):
        self._value = value
        self._lock = threading.Lock()

    def load(self):
        with self._lock:
            value = self._value
        time.sleep(0.05)  # what was read grows old
        return value

    def fetch_add(self, difference):
        with self._lock:
            before = self._value
            self._value += difference
            return before

    def compare_exchange(self, expected, desired):
        with self._lock:
            if self._value != expected:
                return False
            self._value = desired
            return True


def run_all(job):
    crew = [threading.Thread(target=job) for _ in range(CUSTOMERS)]
    for customer in crew:
        customer.start()
    for customer in crew:
        customer.join()


#! [as-found]
def found():
    stock = Stock(1)
    sold = Stock(0)

    def shop():
        if stock.load() > 0:
            stock.fetch_add(-1)
            sold.fetch_add(1)

    run_all(shop)
    return sold.load()
#! [as-found]


#! [repaired]
def repaired(buy):
    stock = Stock(1)
    sold = Stock(0)
    guard = threading.Lock()

    def shop():
        #! <buy>
        if buy == "test-then-take":
            #! [test-then-take]
            if stock.load() > 0:
                stock.fetch_add(-1)
                sold.fetch_add(1)
            #! [test-then-take]
        elif buy == "test-twice":
            #! [test-twice]
            if stock.load() > 0 and stock.load() > 0:
                stock.fetch_add(-1)
                sold.fetch_add(1)
            #! [test-twice]
        elif buy == "lock-to-take":
            #! [lock-to-take]
            if stock.load() > 0:
                with guard:
                    stock.fetch_add(-1)
                    sold.fetch_add(1)
            #! [lock-to-take]
        elif buy == "lock-to-test-and-take":
            #! [lock-to-test-and-take]
            with guard:
                if stock.load() > 0:
                    stock.fetch_add(-1)
                    sold.fetch_add(1)
            #! [lock-to-test-and-take]
        elif buy == "take-then-test":
            #! [take-then-test]
            if stock.fetch_add(-1) > 0:
                sold.fetch_add(1)
            #! [take-then-test]
        else:
            #! [take-if-unchanged]
            seen = stock.load()
            if seen > 0 and stock.compare_exchange(seen, seen - 1):
                sold.fetch_add(1)
            #! [take-if-unchanged]
        #! <buy>

    run_all(shop)
    return sold.load()
#! [repaired]


if __name__ == "__main__":
    print("as found: sold", found())
    for choice in (
        "test-twice",
        "lock-to-take",
        "lock-to-test-and-take",
        "take-then-test",
        "take-if-unchanged",
    ):
        print(f"{choice}: sold", repaired(choice))

# Prints:
# as found: sold 2
# test-twice: sold 2
# lock-to-take: sold 2
# lock-to-test-and-take: sold 1
# take-then-test: sold 1
# take-if-unchanged: sold 1
