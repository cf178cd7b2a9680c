"""Release before enqueue: a loaf is announced before it lies on the shelf."""

import threading
import time

LOAVES = 2


class Shelf:
    def __init__(self):
        self.loaves = 0
        self.least = 0

    def put(self):
        self.loaves += 1

    def take(self):
        self.loaves -= 1
        self.least = min(self.least, self.loaves)


def run_both(*jobs):
    """Gives up after a while, so that this program ends even when they do not."""
    threads = [threading.Thread(target=job, daemon=True) for job in jobs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=0.5)
    return sum(thread.is_alive() for thread in threads)


def pause():
    time.sleep(0.05)  # after an announcement


#! [as-found]
def found():
    shelf = Shelf()
    guard = threading.Lock()
    ready = threading.Semaphore(0)

    def bake():
        for _ in range(LOAVES):
            ready.release()
            pause()
            guard.acquire()
            shelf.put()
            guard.release()

    def buy():
        for _ in range(LOAVES):
            ready.acquire()
            with guard:
                shelf.take()

    stuck = run_both(bake, buy)
    return f"at least {shelf.least} on the shelf, {stuck} wait for ever"
#! [as-found]


#! [repaired]
def repaired(order):
    shelf = Shelf()
    guard = threading.Lock()
    ready = threading.Semaphore(0)

    def bake():
        for _ in range(LOAVES):
            #! <bake>
            for piece in order.split():
                if piece == "announce":
                    #! [announce]
                    ready.release()
                    #! [announce]
                    pause()
                elif piece == "lock":
                    #! [lock]
                    guard.acquire()
                    #! [lock]
                elif piece == "put":
                    #! [put]
                    shelf.put()
                    #! [put]
                else:
                    #! [unlock]
                    guard.release()
                    #! [unlock]
            #! <bake>

    def buy():
        for _ in range(LOAVES):
            ready.acquire()
            with guard:
                shelf.take()

    stuck = run_both(bake, buy)
    return f"at least {shelf.least} on the shelf, {stuck} wait for ever"
#! [repaired]


if __name__ == "__main__":
    print("as found:", found())
    for order in "lock put announce unlock", "lock put unlock announce":
        print(f"{order}:", repaired(order))

# Prints:
# as found: at least -1 on the shelf, 0 wait for ever
# lock put announce unlock: at least 0 on the shelf, 0 wait for ever
# lock put unlock announce: at least 0 on the shelf, 0 wait for ever
