"""Lock contention: coarse locking, fine locking, and work moved out of the lock."""

import random
import threading
import time

CLERKS = 8
ORDERS = 10  # per clerk
HOLD_TIME = 0.01  # seconds
SHARE_INSIDE = 0.2
GOODS = ("tea", "rice", "salt", "soap")


class Crew:
    """Threads that do one job, each with its number."""

    def __init__(self, name, size, job):
        self.threads = [
            threading.Thread(name=f"{name}-{number}", target=job, args=(number,))
            for number in range(1, size + 1)
        ]
        for thread in self.threads:
            thread.start()

    def join(self):
        for thread in self.threads:
            thread.join()


def fetch():
    """The part of an order that others must be kept out of."""
    time.sleep(HOLD_TIME * SHARE_INSIDE)


def write_bill():
    """The rest of it, which is nobody else's business."""
    time.sleep(HOLD_TIME * (1 - SHARE_INSIDE))


#! [coarse]
def coarse():
    sold = dict.fromkeys(GOODS, 0)
    guard = threading.Lock()

    def work(number):
        for _ in range(ORDERS):
            goods = random.choice(GOODS)
            with guard:  # for the whole warehouse
                fetch()
                sold[goods] += 1
                write_bill()

    clerks = Crew("clerk", CLERKS, work)
    clerks.join()
    return sum(sold.values())
#! [coarse]


#! [fine]
def fine():
    sold = dict.fromkeys(GOODS, 0)
    guards = {goods: threading.Lock() for goods in GOODS}

    def work(number):
        for _ in range(ORDERS):
            goods = random.choice(GOODS)
            with guards[goods]:  # for these goods only
                fetch()
                sold[goods] += 1
                write_bill()

    clerks = Crew("clerk", CLERKS, work)
    clerks.join()
    return sum(sold.values())
#! [fine]


#! [work-outside]
def work_outside():
    sold = dict.fromkeys(GOODS, 0)
    guard = threading.Lock()

    def work(number):
        for _ in range(ORDERS):
            goods = random.choice(GOODS)
            with guard:  # for the whole warehouse, but briefly
                fetch()
                sold[goods] += 1
            write_bill()

    clerks = Crew("clerk", CLERKS, work)
    clerks.join()
    return sum(sold.values())
#! [work-outside]


if __name__ == "__main__":
    needed = {}
    for variant in coarse, fine, work_outside:
        began = time.monotonic()
        sold = variant()
        needed[variant] = time.monotonic() - began
        print(f"{variant.__name__}: {sold} of {CLERKS * ORDERS}")
    print("fine was faster:", needed[fine] < needed[coarse])
    print("work_outside was faster:", needed[work_outside] < needed[coarse])

# Prints:
# coarse: 80 of 80
# fine: 80 of 80
# work_outside: 80 of 80
# fine was faster: True
# work_outside was faster: True
