"""Atomic operations: load and store, fetch and add, compare and swap, a lock."""

import threading
import time

THREADS = 4
INCREMENTS = 25
GAP = 0.001  # seconds


class Atomic:
    """Python has no atomic integer; one builds it from a lock."""

    def __init__(self):
        self._value = 0
        self._lock = threading.Lock()

    def load(self):
        return self._value

    def store(self, value):
        self._value = value

    def fetch_add(self, difference):
        with self._lock:
            self._value += difference
            return self._value - difference

    def compare_exchange(self, expected, desired):
        """Writes if the value is the expected one; returns what it was before."""
        with self._lock:
            before = self._value
            if before == expected:
                self._value = desired
            return before


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


def next_after(value):
    """Works out the next value, which takes a while."""
    time.sleep(GAP)
    return value + 1


#! [load-store]
def load_store():
    counter = Atomic()

    def work(number):
        for _ in range(INCREMENTS):
            seen = counter.load()
            counter.store(next_after(seen))

    workers = Crew("worker", THREADS, work)
    workers.join()
    return counter.load()
#! [load-store]


#! [fetch-add]
def fetch_add():
    counter = Atomic()

    def work(number):
        for _ in range(INCREMENTS):
            difference = next_after(0)  # does not depend on the counter
            counter.fetch_add(difference)

    workers = Crew("worker", THREADS, work)
    workers.join()
    return counter.load()
#! [fetch-add]


#! [cas-loop]
def cas_loop():
    counter = Atomic()

    def work(number):
        for _ in range(INCREMENTS):
            seen = counter.load()
            while True:
                before = counter.compare_exchange(seen, next_after(seen))
                if before == seen:
                    break
                seen = before

    workers = Crew("worker", THREADS, work)
    workers.join()
    return counter.load()
#! [cas-loop]


#! [lock]
def lock():
    counter = Atomic()
    guard = threading.Lock()

    def work(number):
        for _ in range(INCREMENTS):
            with guard:
                seen = counter.load()
                counter.store(next_after(seen))

    workers = Crew("worker", THREADS, work)
    workers.join()
    return counter.load()
#! [lock]


if __name__ == "__main__":
    for variant in load_store, fetch_add, cas_loop, lock:
        print(f"{variant.__name__}: {variant()} of {THREADS * INCREMENTS}")

# Prints:
# load_store: [0-9]{1,2} of 100
# fetch_add: 100 of 100
# cas_loop: 100 of 100
# lock: 100 of 100
