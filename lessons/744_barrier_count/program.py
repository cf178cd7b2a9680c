"""Wrong barrier count: four workers, and a barrier that waits for two."""

import threading
import time

WORKERS = 4


class Tally:
    def __init__(self):
        self._lock = threading.Lock()
        self._prepared = 0
        self.added_up = 0

    def prepare(self):
        with self._lock:
            self._prepared += 1

    def add_up(self):
        with self._lock:
            self.added_up = self._prepared


def run_all(job):
    """One after the other. Gives up after a while, so that this program ends."""
    crew = [
        threading.Thread(target=job, args=(number,), daemon=True)
        for number in range(1, WORKERS + 1)
    ]
    for worker in crew:
        worker.start()
        time.sleep(0.05)
    for worker in crew:
        worker.join(timeout=0.1)
    return sum(worker.is_alive() for worker in crew)


def verdict(tally, stuck):
    return f"added up {tally.added_up} shares, {stuck} wait for ever"


#! [as-found]
def found():
    tally = Tally()
    start = threading.Barrier(2)

    def work(number):
        tally.prepare()
        start.wait()
        if number == 1:
            tally.add_up()

    return verdict(tally, run_all(work))
#! [as-found]


#! [repaired]
def repaired(count, order):
    tally = Tally()
    #! <count>
    if count == "two":
        #! [two]
        start = threading.Barrier(2)
        #! [two]
    elif count == "three":
        #! [three]
        start = threading.Barrier(3)
        #! [three]
    elif count == "four":
        #! [four]
        start = threading.Barrier(4)
        #! [four]
    else:
        #! [five]
        start = threading.Barrier(5)
        #! [five]
    #! <count>

    def work(number):
        #! <work>
        if order == "prepare-then-wait":
            #! [prepare-then-wait]
            tally.prepare()
            start.wait()
            #! [prepare-then-wait]
        else:
            #! [wait-then-prepare]
            start.wait()
            tally.prepare()
            #! [wait-then-prepare]
        #! <work>
        if number == 1:
            tally.add_up()

    return verdict(tally, run_all(work))
#! [repaired]


if __name__ == "__main__":
    print("as found:", found())
    for count in "three", "four", "five":
        print(f"{count}:", repaired(count, "prepare-then-wait"))

# Prints:
# as found: added up 2 shares, 0 wait for ever
# three: added up 3 shares, 1 wait for ever
# four: added up 4 shares, 0 wait for ever
# five: added up 0 shares, 4 wait for ever
