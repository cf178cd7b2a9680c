"""Sharing less: a list of prices behind a lock, as a snapshot, by messages."""

import copy
import queue
import threading
import time

READERS = 4
WRITERS = 2
READS = 20  # per reader
UPDATES = 5  # per writer
READ_TIME = 0.01  # seconds
UPDATE_TIME = 0.005
PAUSE = 0.02


class Crew:
    """Threads that do one job, each with its number."""

    def __init__(self, name, size, job):
        self.threads = [
            threading.Thread(
                name=f"{name}-{number}", target=job, args=(number,), daemon=True
            )
            for number in range(1, size + 1)
        ]
        for thread in self.threads:
            thread.start()

    def join(self, timeout=60):
        """Gives up after a while, so that this program ends even when they do not."""
        deadline = time.monotonic() + timeout
        for thread in self.threads:
            thread.join(max(0, deadline - time.monotonic()))
        return sum(thread.is_alive() for thread in self.threads)


class Price:
    """Two numbers that must agree."""

    def __init__(self):
        self.net = 100
        self.gross = 120

    def agrees(self):
        return self.gross == self.net * 6 // 5


def raise_price(price):
    price.net += 5
    time.sleep(UPDATE_TIME)
    price.gross = price.net * 6 // 5


class Tally:
    def __init__(self):
        self.began = time.monotonic()
        self.half_changed = []
        self.prices = []

    def read(self, prices):
        self.half_changed += [price for price in prices if not price.agrees()]
        time.sleep(READ_TIME)

    def __str__(self):
        reading_alone = READERS * READS * READ_TIME
        waited = time.monotonic() - self.began >= reading_alone
        changes = sum((price.net - 100) // 5 for price in self.prices)
        pace = "one at a time" if waited else "at the same time"
        return f"{changes} changes, {len(self.half_changed)} half seen, {pace}"


#! [locked]
def locked():
    prices = [Price() for _ in range(WRITERS)]
    guard = threading.Lock()
    tally = Tally()

    def write(number):
        for _ in range(UPDATES):
            time.sleep(PAUSE)
            with guard:
                raise_price(prices[number - 1])

    def read(number):
        for _ in range(READS):
            with guard:  # nobody may change it meanwhile
                tally.read(prices)

    writers = Crew("writer", WRITERS, write)
    readers = Crew("reader", READERS, read)
    writers.join()
    readers.join()
    tally.prices = prices
    return tally
#! [locked]


#! [snapshot]
def snapshot():
    current = tuple(Price() for _ in range(WRITERS))  # never changed, only replaced
    writing = threading.Lock()  # for writers among themselves
    tally = Tally()

    def write(number):
        nonlocal current
        for _ in range(UPDATES):
            time.sleep(PAUSE)
            with writing:
                changed = copy.deepcopy(current)
                raise_price(changed[number - 1])
                current = changed  # the new one is complete

    def read(number):
        for _ in range(READS):
            tally.read(current)  # never waits

    writers = Crew("writer", WRITERS, write)
    readers = Crew("reader", READERS, read)
    writers.join()
    readers.join()
    tally.prices = current
    return tally
#! [snapshot]


def read_mail(inbox, own):
    """Makes the changes that have come. Only the inbox's owner takes from it."""
    while not inbox.empty():
        which, price = inbox.get()
        own[which] = price


#! [messages]
def messages():
    inboxes = [queue.SimpleQueue() for _ in range(READERS + 1)]
    tally = Tally()

    def write(number):
        price = Price()  # this writer's own
        for _ in range(UPDATES):
            time.sleep(PAUSE)
            raise_price(price)
            for inbox in inboxes:
                inbox.put((number - 1, copy.copy(price)))

    def read(number):
        own = [Price() for _ in range(WRITERS)]  # nobody else ever sees it
        for _ in range(READS):
            read_mail(inboxes[number], own)  # never waits
            tally.read(own)

    writers = Crew("writer", WRITERS, write)
    readers = Crew("reader", READERS, read)
    writers.join()
    readers.join()
    tally.prices = [Price() for _ in range(WRITERS)]
    read_mail(inboxes[0], tally.prices)
    return tally
#! [messages]


if __name__ == "__main__":
    for variant in locked, snapshot, messages:
        print(f"{variant.__name__}: {variant()}")

# Prints:
# locked: 10 changes, 0 half seen, one at a time
# snapshot: 10 changes, 0 half seen, at the same time
# messages: 10 changes, 0 half seen, at the same time
