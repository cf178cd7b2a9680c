"""Unbalanced re-entrant lock: an early return skips a release."""

import threading
import time

WORKERS = 2
DEPTH = 2


class Count:
    def __init__(self):
        self.value = 0

    def add_one(self):
        self.value += 1


def run_all(visit):
    """Gives up after a while, so that this program ends even when they do not."""
    errors = []

    def job():
        try:
            visit(DEPTH)
        except RuntimeError:
            errors.append("released too often")
        time.sleep(0.2)  # both are there at the same time

    crew = [threading.Thread(target=job, daemon=True) for _ in range(WORKERS)]
    for worker in crew:
        worker.start()
    for worker in crew:
        worker.join(timeout=0.5)
    stuck = sum(worker.is_alive() for worker in crew)
    return ", ".join([*errors, f"{stuck} wait for ever"])


#! [as-found]
def found():
    tree = threading.RLock()
    visited = Count()

    def visit(below):
        tree.acquire()
        visited.add_one()
        if below == 0:
            return
        visit(below - 1)
        tree.release()

    return run_all(visit)
#! [as-found]


#! [repaired]
def repaired(way):
    tree = threading.RLock()
    visited = Count()

    def visit(below):
        #! <visit>
        if way == "release-at-end":
            #! [release-at-end]
            tree.acquire()
            visited.add_one()
            if below == 0:
                return
            visit(below - 1)
            tree.release()
            #! [release-at-end]
        elif way == "release-twice":
            #! [release-twice]
            tree.acquire()
            visited.add_one()
            if below == 0:
                return
            visit(below - 1)
            tree.release()
            tree.release()
            #! [release-twice]
        elif way == "release-and-again":
            #! [release-and-again]
            tree.acquire()
            visited.add_one()
            if below > 0:
                visit(below - 1)
            if below == 0:
                tree.release()
            tree.release()
            #! [release-and-again]
        elif way == "count-first":
            #! [count-first]
            visited.add_one()
            if below == 0:
                return
            with tree:
                visit(below - 1)
            #! [count-first]
        else:
            #! [scoped]
            with tree:
                visited.add_one()
                if below == 0:
                    return
                visit(below - 1)
            #! [scoped]
        #! <visit>

    return run_all(visit)
#! [repaired]


if __name__ == "__main__":
    print("as found:", found())
    for choice in "release-and-again", "scoped":
        print(f"{choice}:", repaired(choice))

# Prints:
# as found: 1 wait for ever
# release-and-again: released too often, released too often, 0 wait for ever
# scoped: 0 wait for ever
