"""An event is not a lock: a sign on the door of a cabin for one."""

import threading
import time

WORKERS = 2


class Cabin:
    """Counts who is inside, and the most there ever were."""

    def __init__(self):
        self._lock = threading.Lock()
        self._inside = 0
        self.most = 0

    def __enter__(self):
        with self._lock:
            self._inside += 1
            self.most = max(self.most, self._inside)
        time.sleep(0.05)

    def __exit__(self, *_):
        with self._lock:
            self._inside -= 1


class SlowEvent(threading.Event):
    """Gives the other thread time between wait() and clear()."""

    def wait(self, timeout=None):
        came = super().wait(timeout)
        time.sleep(0.05)
        return came


def run_all(job):
    """Gives up after a while, so that this program ends even when they do not."""
    crew = [threading.Thread(target=job, daemon=True) for _ in range(WORKERS)]
    for worker in crew:
        worker.start()
    for worker in crew:
        worker.join(timeout=0.5)
    return sum(worker.is_alive() for worker in crew)


def verdict(cabin, stuck):
    return f"{stuck} wait for ever" if stuck else f"at most {cabin.most} inside"


#! [as-found]
def found():
    cabin = Cabin()
    vacant = SlowEvent()
    vacant.set()

    def work():
        vacant.wait()
        vacant.clear()
        with cabin:
            pass
        vacant.set()

    return verdict(cabin, run_all(work))
#! [as-found]


#! [repaired]
def repaired(use):
    cabin = Cabin()
    vacant = SlowEvent()
    vacant.set()
    key = threading.Lock()
    permit = threading.Semaphore(1)

    def work():
        #! <use>
        if use == "wait-then-clear":
            #! [wait-then-clear]
            vacant.wait()
            vacant.clear()
            with cabin:
                pass
            vacant.set()
            #! [wait-then-clear]
        elif use == "clear-then-wait":
            #! [clear-then-wait]
            vacant.clear()
            vacant.wait()
            with cabin:
                pass
            vacant.set()
            #! [clear-then-wait]
        elif use == "test-again":
            #! [test-again]
            vacant.wait()
            if not vacant.is_set():
                vacant.wait()
            vacant.clear()
            with cabin:
                pass
            vacant.set()
            #! [test-again]
        elif use == "lock":
            #! [lock]
            with key, cabin:
                pass
            #! [lock]
        else:
            #! [semaphore]
            permit.acquire()
            with cabin:
                pass
            permit.release()
            #! [semaphore]
        #! <use>

    return verdict(cabin, run_all(work))
#! [repaired]


if __name__ == "__main__":
    print("as found:", found())
    for choice in "clear-then-wait", "lock", "semaphore":
        print(f"{choice}:", repaired(choice))

# Prints:
# as found: at most 2 inside
# clear-then-wait: 2 wait for ever
# lock: at most 1 inside
# semaphore: at most 1 inside
