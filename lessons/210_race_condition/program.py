"""Race condition: counter = counter + 1 is a load, a gap and a store."""

import threading
import time

THREADS = 4
INCREMENTS = 50
GAP = 0.001  # seconds


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


#! [plain]
def plain():
    counter = 0

    def work(number):
        nonlocal counter
        for _ in range(INCREMENTS):
            seen = counter
            time.sleep(GAP)
            counter = seen + 1

    workers = Crew("worker", THREADS, work)
    workers.join()
    return counter
#! [plain]


#! [lock]
def lock():
    counter = 0
    guard = threading.Lock()

    def work(number):
        nonlocal counter
        for _ in range(INCREMENTS):
            with guard:
                seen = counter
                time.sleep(GAP)
                counter = seen + 1

    workers = Crew("worker", THREADS, work)
    workers.join()
    return counter
#! [lock]


#! [atomic]
class Atomic:
    """Python has no atomic integer; one builds it from a lock."""

    def __init__(self):
        self.value = 0
        self._lock = threading.Lock()

    def fetch_add(self, difference):
        with self._lock:
            self.value += difference


def atomic():
    counter = Atomic()

    def work(number):
        for _ in range(INCREMENTS):
            time.sleep(GAP)
            counter.fetch_add(1)

    workers = Crew("worker", THREADS, work)
    workers.join()
    return counter.value
#! [atomic]


#! [own-locks]
def own_locks():
    counter = 0

    def work(number):
        nonlocal counter
        guard = threading.Lock()  # this thread's own: it keeps nobody out
        for _ in range(INCREMENTS):
            with guard:
                seen = counter
                time.sleep(GAP)
                counter = seen + 1

    workers = Crew("worker", THREADS, work)
    workers.join()
    return counter
#! [own-locks]


if __name__ == "__main__":
    for variant in plain, lock, atomic, own_locks:
        print(f"{variant.__name__}: {variant()} of {THREADS * INCREMENTS}")

# Prints:
# plain: 1?[0-9]{1,2} of 200
# lock: 200 of 200
# atomic: 200 of 200
# own_locks: 1?[0-9]{1,2} of 200
