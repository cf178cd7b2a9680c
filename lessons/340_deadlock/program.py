"""Deadlock: two locks, two workers, and the order in which they are taken."""

import random
import threading
import time
from contextlib import ExitStack

WORKERS = 2
HOLD_TIME = 0.1  # seconds
TIMEOUT = 0.05
ATTEMPTS = 10


class Crew:
    """Threads that do one job, each with its number. A job returns True when done."""

    def __init__(self, name, size, job):
        self.finished = 0
        self._lock = threading.Lock()
        self.threads = [
            threading.Thread(
                name=f"{name}-{number}",
                target=self._run,
                args=(job, number),
                daemon=True,
            )
            for number in range(1, size + 1)
        ]
        for thread in self.threads:
            thread.start()

    def _run(self, job, number):
        if job(number):
            with self._lock:
                self.finished += 1

    def join(self, timeout=4):
        """Gives up after a while, so that this program ends even when they do not."""
        deadline = time.monotonic() + timeout
        for thread in self.threads:
            thread.join(max(0, deadline - time.monotonic()))
        stuck = sum(thread.is_alive() for thread in self.threads)
        return f"{self.finished} of {WORKERS} finished, {stuck} wait for ever"


#! [opposite-order]
def opposite_order():
    left, right = threading.Lock(), threading.Lock()

    def work(number):
        first, second = (left, right) if number % 2 == 1 else (right, left)
        with first:
            time.sleep(HOLD_TIME)
            with second:
                return True

    return Crew("worker", WORKERS, work).join()
#! [opposite-order]


#! [same-order]
def same_order():
    left, right = threading.Lock(), threading.Lock()

    def work(number):
        with left:  # everybody: first left, then right
            time.sleep(HOLD_TIME)
            with right:
                return True

    return Crew("worker", WORKERS, work).join()
#! [same-order]


#! [back-off]
def back_off():
    left, right = threading.Lock(), threading.Lock()

    def work(number):
        first, second = (left, right) if number % 2 == 1 else (right, left)
        while True:
            with first:
                time.sleep(HOLD_TIME)
                if second.acquire(timeout=TIMEOUT):
                    second.release()
                    return True
            # here it has given the first lock back
            time.sleep(random.uniform(0, 0.15))

    return Crew("worker", WORKERS, work).join()
#! [back-off]


#! [livelock]
def livelock():
    left, right = threading.Lock(), threading.Lock()

    def work(number):
        first, second = (left, right) if number % 2 == 1 else (right, left)
        for _ in range(ATTEMPTS):
            with first:
                time.sleep(HOLD_TIME)
                if second.acquire(blocking=False):
                    second.release()
                    return True
                time.sleep(HOLD_TIME)  # "after you"
        return False

    return Crew("worker", WORKERS, work).join()
#! [livelock]


#! [both-at-once]
def both_at_once():
    left, right = threading.Lock(), threading.Lock()

    def work(number):
        first, second = (left, right) if number % 2 == 1 else (right, left)
        with ExitStack() as both:  # Python has no std::scoped_lock: put them in order
            for lock in sorted((first, second), key=id):
                both.enter_context(lock)
            time.sleep(HOLD_TIME)
            return True

    return Crew("worker", WORKERS, work).join()
#! [both-at-once]


if __name__ == "__main__":
    for variant in opposite_order, same_order, back_off, livelock, both_at_once:
        print(f"{variant.__name__}: {variant()}")

# Prints:
# opposite_order: 0 of 2 finished, 2 wait for ever
# same_order: 2 of 2 finished, 0 wait for ever
# back_off: 2 of 2 finished, 0 wait for ever
# livelock: [0-2] of 2 finished, 0 wait for ever
# both_at_once: 2 of 2 finished, 0 wait for ever
