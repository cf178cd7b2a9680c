"""A permit without acquire: one chair, three guests."""

import threading
import time

GUESTS = 3


class Table:
    """Counts who is seated, and the most there ever were."""

    def __init__(self):
        self._lock = threading.Lock()
        self._seated = 0
        self.most = 0

    def eat(self):
        with self._lock:
            self._seated += 1
            self.most = max(self.most, self._seated)
        time.sleep(0.2)
        with self._lock:
            self._seated -= 1


def run_all(job):
    """One after the other; says how many failed."""
    errors = []

    def guest():
        try:
            job()
        except ValueError:
            errors.append("released too often")

    crew = [threading.Thread(target=guest) for _ in range(GUESTS)]
    for each in crew:
        each.start()
        time.sleep(0.04)
    for each in crew:
        each.join()
    return len(errors)


#! [as-found]
def found():
    table = Table()
    chairs = threading.Semaphore(1)

    def guest():
        seated = chairs.acquire(blocking=False)
        if seated:
            table.eat()
        chairs.release()

    errors = run_all(guest)
    return f"at most {table.most} seated, {errors} errors"
#! [as-found]


#! [repaired]
def repaired(dine, kind):
    table = Table()

    def dinner(chairs):
        def guest():
            #! <dine>
            if dine == "always-release":
                #! [always-release]
                seated = chairs.acquire(blocking=False)
                if seated:
                    table.eat()
                chairs.release()
                #! [always-release]
            elif dine == "release-first":
                #! [release-first]
                if chairs.acquire(blocking=False):
                    chairs.release()
                    table.eat()
                #! [release-first]
            elif dine == "release-if-seated":
                #! [release-if-seated]
                if chairs.acquire(blocking=False):
                    table.eat()
                    chairs.release()
                #! [release-if-seated]
            else:
                #! [wait-for-chair]
                chairs.acquire()
                table.eat()
                chairs.release()
                #! [wait-for-chair]
            #! <dine>

        errors = run_all(guest)
        return f"at most {table.most} seated, {errors} errors"

    #! <chairs>
    if kind == "plain":
        #! [plain]
        chairs = threading.Semaphore(1)
        return dinner(chairs)
        #! [plain]
    else:
        #! [bounded]
        chairs = threading.BoundedSemaphore(1)
        return dinner(chairs)
        #! [bounded]
    #! <chairs>
#! [repaired]


if __name__ == "__main__":
    print("as found:", found())
    for dine, kind in (
        ("release-first", "plain"),
        ("always-release", "bounded"),
        ("release-if-seated", "plain"),
        ("wait-for-chair", "bounded"),
    ):
        print(f"{dine}, {kind}:", repaired(dine, kind))

# Prints:
# as found: at most 2 seated, 0 errors
# release-first, plain: at most [23] seated, 0 errors
# always-release, bounded: at most 2 seated, 1 errors
# release-if-seated, plain: at most 1 seated, 0 errors
# wait-for-chair, bounded: at most 1 seated, 0 errors
