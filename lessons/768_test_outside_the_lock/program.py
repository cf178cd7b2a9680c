"""Test outside the lock: a connection is opened by whoever needs it first."""

import threading
import time

WORKERS = 2


class Connections:
    def __init__(self):
        self.count = 0
        self.is_open = False
        self.used = []
        self._lock = threading.Lock()

    def look(self):
        seen = self.is_open
        time.sleep(0.08)  # what lies between looking and acting
        return seen

    def claim(self):
        """Sets the flag in one step; returns what it was before."""
        with self._lock:
            before, self.is_open = self.is_open, True
            return before

    def open(self):
        time.sleep(0.08)
        self.count += 1

    def use(self):
        self.used.append(self.count)

    def __str__(self):
        return f"{self.count} opened, {self.used.count(0)} used too early"


def run_all(job):
    crew = [threading.Thread(target=job) for _ in range(WORKERS)]
    for worker in crew:
        worker.start()
    for worker in crew:
        worker.join()


#! [as-found]
def found():
    connections = Connections()
    guard = threading.Lock()

    def work():
        if not connections.look():
            with guard:
                connections.open()
                connections.is_open = True
        connections.use()

    run_all(work)
    return connections
#! [as-found]


#! [repaired]
def repaired(opening):
    connections = Connections()
    guard = threading.Lock()

    def work():
        #! <opening>
        if opening == "test-outside":
            #! [test-outside]
            if not connections.look():
                with guard:
                    connections.open()
                    connections.is_open = True
            #! [test-outside]
        elif opening == "a-lock-each":
            #! [a-lock-each]
            with guard:
                was_open = connections.look()
            if not was_open:
                with guard:
                    connections.open()
                    connections.is_open = True
            #! [a-lock-each]
        elif opening == "claim-first":
            #! [claim-first]
            if not connections.claim():
                with guard:
                    connections.open()
            #! [claim-first]
        elif opening == "test-inside":
            #! [test-inside]
            with guard:
                if not connections.look():
                    connections.open()
                    connections.is_open = True
            #! [test-inside]
        else:
            #! [test-twice]
            if not connections.look():
                with guard:
                    if not connections.look():
                        connections.open()
                        connections.is_open = True
            #! [test-twice]
        #! <opening>
        connections.use()

    run_all(work)
    return connections
#! [repaired]


if __name__ == "__main__":
    print("as found:", found())
    for choice in "claim-first", "test-inside", "test-twice":
        print(f"{choice}:", repaired(choice))

# Prints:
# as found: 2 opened, 0 used too early
# claim-first: 1 opened, 1 used too early
# test-inside: 1 opened, 0 used too early
# test-twice: 1 opened, 0 used too early
