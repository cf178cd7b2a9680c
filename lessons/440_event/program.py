"""Event: a starting gun, a stop flag, and what it is not: a lock."""

import threading
import time

WAITERS = 4
DELAY = 0.15  # seconds
PATIENCE = 0.1
WORK_TIME = 0.05


def start(name, job):
    threads = [
        threading.Thread(name=f"{name}-{number}", target=job, args=(number,))
        for number in range(1, WAITERS + 1)
    ]
    for thread in threads:
        thread.start()
    return threads


def join(threads):
    for thread in threads:
        thread.join()


class Inside:
    """How many threads are in a piece of code, and how many at most there were."""

    def __init__(self):
        self.now = 0
        self.most = 0
        self._lock = threading.Lock()

    def __enter__(self):
        with self._lock:
            self.now += 1
            self.most = max(self.most, self.now)

    def __exit__(self, *error):
        with self._lock:
            self.now -= 1


#! [starting-gun]
def starting_gun():
    gun = threading.Event()
    off, asked_again = [], []

    def run(number):
        while not gun.wait(PATIENCE):
            asked_again.append(number)
        off.append(number)

    for heat in 1, 2:
        gun.clear()  # or the next runners would not wait
        off.clear()
        runners = start("runner", run)
        time.sleep(DELAY)
        print("heat", heat, "- off before the gun:", len(off))
        gun.set()  # lets all of them go at once
        join(runners)
        print("heat", heat, "- off after the gun:", len(off))
    print("who has asked again:", sorted(set(asked_again)))
#! [starting-gun]


#! [stop-flag]
def stop_flag():
    stop = threading.Event()

    def work(number):
        while not stop.wait(3600):  # a pause of an hour that can be cut short
            print("never printed")

    workers = start("worker", work)
    time.sleep(DELAY)
    stop.set()
    join(workers)
    print("all workers have stopped")
#! [stop-flag]


#! [as-lock]
def as_lock():
    free = threading.Event()
    free.set()
    alone = Inside()

    def work(number):
        free.wait()  # several see it up ...
        time.sleep(0.02)  # (makes the gap wider)
        free.clear()  # ... before the first of them takes it down
        with alone:
            time.sleep(WORK_TIME)
        free.set()

    join(start("worker", work))
    print("at most", alone.most, "inside")
#! [as-lock]


if __name__ == "__main__":
    starting_gun()
    stop_flag()
    as_lock()

# Prints:
# heat 1 - off before the gun: 0
# heat 1 - off after the gun: 4
# heat 2 - off before the gun: 0
# heat 2 - off after the gun: 4
# who has asked again: \[1, 2, 3, 4\]
# all workers have stopped
# at most [234] inside
