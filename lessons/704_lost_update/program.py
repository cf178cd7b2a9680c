"""Lost update: two workers add one each to a counter."""

import threading
import time

WORKERS = 2


class Counter:
    def __init__(self):
        self.value = 0
        self._lock = threading.Lock()

    def load(self):
        return self.value

    def store(self, value):
        time.sleep(0.05)  # what lies between reading and writing
        self.value = value

    def add_one(self):
        with self._lock:
            self.value += 1


def run_all(job):
    crew = [threading.Thread(target=job) for _ in range(WORKERS)]
    for worker in crew:
        worker.start()
    for worker in crew:
        worker.join()


#! [as-found]
def found():
    counter = Counter()

    def work():
        seen = counter.load()
        counter.store(seen + 1)

    run_all(work)
    return counter.load()
#! [as-found]


#! [repaired]
def repaired(update):
    counter = Counter()
    guard = threading.Lock()

    def work():
        #! <update>
        if update == "no-lock":
            #! [no-lock]
            seen = counter.load()
            counter.store(seen + 1)
            #! [no-lock]
        elif update == "lock-to-write":
            #! [lock-to-write]
            seen = counter.load()
            with guard:
                counter.store(seen + 1)
            #! [lock-to-write]
        elif update == "own-lock":
            #! [own-lock]
            own = threading.Lock()
            with own:
                seen = counter.load()
                counter.store(seen + 1)
            #! [own-lock]
        elif update == "lock-around":
            #! [lock-around]
            with guard:
                seen = counter.load()
                counter.store(seen + 1)
            #! [lock-around]
        else:
            #! [one-step]
            counter.add_one()
            #! [one-step]
        #! <update>

    run_all(work)
    return counter.load()
#! [repaired]


if __name__ == "__main__":
    print("as found:", found())
    for choice in "lock-to-write", "own-lock", "lock-around", "one-step":
        print(f"{choice}:", repaired(choice))

# Prints:
# as found: 1
# lock-to-write: 1
# own-lock: 1
# lock-around: 2
# one-step: 2
