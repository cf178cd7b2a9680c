"""Re-entrant lock: a function that calls itself takes the same lock again."""

import threading
import time

DEPTH = 4
STEP_TIME = 0.03  # seconds


class Crew:
    """A thread that does one job."""

    def __init__(self, name, job):
        self.thread = threading.Thread(name=name, target=job, daemon=True)
        self.thread.start()

    def join(self, timeout=0.5):
        """Gives up after a while, so that this program ends even when it does not."""
        self.thread.join(timeout)
        if self.thread.is_alive():
            print(self.thread.name, "waits for ever")


class Tally:
    def __init__(self):
        self.folders = self.visits = 0

    def look_into(self):
        self.folders += 1
        time.sleep(STEP_TIME)

    def look_around(self):
        self.visits += 1

    def __str__(self):
        return f"{self.folders} of {DEPTH} folders, {self.visits} visits"


def close_folder():
    time.sleep(STEP_TIME)


def arrive():
    time.sleep(STEP_TIME / 2)


#! [lock]
def lock():
    catalogue, tally = threading.Lock(), Tally()

    def count(level):
        with catalogue:
            tally.look_into()
            if level < DEPTH:
                count(level + 1)  # takes the lock again
            close_folder()

    def visit():
        arrive()
        with catalogue:
            tally.look_around()

    counter, visitor = Crew("counter", lambda: count(1)), Crew("visitor", visit)
    counter.join()
    visitor.join()
    return tally
#! [lock]


#! [rlock]
def rlock():
    catalogue, tally = threading.RLock(), Tally()

    def count(level):
        with catalogue:
            tally.look_into()
            if level < DEPTH:
                count(level + 1)  # takes the lock again
            close_folder()

    def visit():
        arrive()
        try:
            catalogue.release()  # but it is the counter's
        except RuntimeError as error:
            print("visitor:", error)
        with catalogue:
            tally.look_around()

    counter, visitor = Crew("counter", lambda: count(1)), Crew("visitor", visit)
    counter.join()
    visitor.join()
    return tally
#! [rlock]


#! [unbalanced]
def unbalanced():
    catalogue, tally = threading.RLock(), Tally()

    def count(level):
        catalogue.acquire()
        tally.look_into()
        if level == DEPTH:
            return  # no folder inside: done?
        count(level + 1)
        close_folder()
        catalogue.release()

    def visit():
        arrive()
        with catalogue:
            tally.look_around()

    counter, visitor = Crew("counter", lambda: count(1)), Crew("visitor", visit)
    counter.join()
    visitor.join()
    return tally
#! [unbalanced]


#! [taken-once]
def taken_once():
    catalogue, tally = threading.Lock(), Tally()

    def count(level):  # to be called with the lock
        tally.look_into()
        if level < DEPTH:
            count(level + 1)
        close_folder()

    def count_all():
        with catalogue:  # once, on the outside
            count(1)

    def visit():
        arrive()
        with catalogue:
            tally.look_around()

    counter, visitor = Crew("counter", count_all), Crew("visitor", visit)
    counter.join()
    visitor.join()
    return tally
#! [taken-once]


if __name__ == "__main__":
    for variant in lock, rlock, unbalanced, taken_once:
        print(f"{variant.__name__}: {variant()}")

# Prints:
# counter waits for ever
# visitor waits for ever
# lock: 1 of 4 folders, 0 visits
# visitor: cannot release un-acquired lock
# rlock: 4 of 4 folders, 1 visits
# visitor waits for ever
# unbalanced: 4 of 4 folders, 0 visits
# taken_once: 4 of 4 folders, 1 visits
