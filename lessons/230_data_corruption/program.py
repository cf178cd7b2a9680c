"""Data corruption: a stale index, and two fields that no longer agree."""

import queue
import random
import threading
import time

WORKERS = 4
PARCELS = 12
GAP = 0.005  # seconds


def walk():
    """Not always equally fast, so that the workers do not go in step."""
    time.sleep(random.uniform(0.5, 1.5) * GAP)


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


class Tally:
    """Counts what happens; safe to use by many threads."""

    def __init__(self):
        self.taken = self.gone = self.disagree = 0
        self._lock = threading.Lock()

    def add(self, name):
        with self._lock:
            setattr(self, name, getattr(self, name) + 1)

    def __str__(self):
        return f"{self.taken} taken, {self.gone} gone, {self.disagree} disagree"


class Shelf:
    """Places with a parcel of 1 kg each, the number of parcels, and their weight."""

    def __init__(self):
        self.places = list(range(PARCELS))
        self.count = self.weight = PARCELS
        self.tally = Tally()

    def take(self, index):
        """Takes what lies there, and notices when somebody else was first."""
        parcel, self.places[index] = self.places[index], None
        self.tally.add("gone" if parcel is None else "taken")

    def compare(self, count, weight):
        if count != weight:
            self.tally.add("disagree")


#! [unsynchronised]
def unsynchronised():
    shelf = Shelf()

    def work(number):
        while True:
            count = shelf.count
            shelf.compare(count, shelf.weight)  # 1 kg each: must agree
            if count == 0:
                break
            last = count - 1
            walk()
            shelf.take(last)  # does it still lie there?
            shelf.count = last
            walk()
            shelf.weight = last

    workers = Crew("worker", WORKERS, work)
    workers.join()
    return shelf.tally
#! [unsynchronised]


#! [two-locks]
def two_locks():
    shelf = Shelf()
    guards = {"count": threading.Lock(), "weight": threading.Lock()}

    def read(field):
        with guards[field]:
            return getattr(shelf, field)

    def write(field, value):
        with guards[field]:
            setattr(shelf, field, value)

    def work(number):
        while count := read("count"):
            shelf.compare(count, read("weight"))
            walk()
            shelf.take(count - 1)  # does it still lie there?
            write("count", count - 1)
            walk()
            write("weight", count - 1)

    Crew("worker", WORKERS, work).join()
    return shelf.tally
#! [two-locks]


#! [one-lock]
def one_lock():
    shelf = Shelf()
    guard = threading.Lock()

    def work(number):
        while True:
            with guard:  # for all that belongs together
                count = shelf.count
                shelf.compare(count, shelf.weight)  # 1 kg each: must agree
                if count == 0:
                    break
                last = count - 1
                walk()
                shelf.take(last)  # it still lies there
                shelf.count = last
                walk()
                shelf.weight = last

    workers = Crew("worker", WORKERS, work)
    workers.join()
    return shelf.tally
#! [one-lock]


#! [container]
def container():
    shelf = queue.Queue()  # count and weight are its size
    tally = Tally()
    for parcel in range(PARCELS):
        shelf.put(parcel)

    def work(number):
        try:
            while True:
                shelf.get_nowait()  # looks and takes in one step
                tally.add("taken")
                walk()
                walk()
        except queue.Empty:
            return  # nothing left: said by the get itself

    workers = Crew("worker", WORKERS, work)
    workers.join()
    return tally
#! [container]


if __name__ == "__main__":
    for variant in unsynchronised, two_locks, one_lock, container:
        print(f"{variant.__name__}: {variant()}")

# Prints:
# unsynchronised: 12 taken, [1-9][0-9]* gone, [1-9][0-9]* disagree
# two_locks: 12 taken, [1-9][0-9]* gone, [1-9][0-9]* disagree
# one_lock: 12 taken, 0 gone, 0 disagree
# container: 12 taken, 0 gone, 0 disagree
