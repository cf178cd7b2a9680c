"""A lock is not an order: the reader may come before the postman."""

import threading
import time

LETTER = 42


class Box:
    def __init__(self):
        self.content = 0
        self.read = None

    def look(self):
        self.read = self.content


def run_both(postman, reader):
    """The postman is started first, and is late. Gives up after a while, so that this
    program ends."""

    def late_postman():
        time.sleep(0.08)
        postman()

    threads = [
        threading.Thread(target=job, daemon=True) for job in (late_postman, reader)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=0.3)
    return any(thread.is_alive() for thread in threads)


def verdict(box, stuck):
    return "waits for ever" if stuck else f"read {box.read}"


#! [as-found]
def found():
    guard = threading.Lock()
    box = Box()

    def postman():
        with guard:
            box.content = LETTER

    def reader():
        with guard:
            box.look()

    return verdict(box, run_both(postman, reader))
#! [as-found]


#! [repaired]
def repaired(delivery, reading):
    guard = threading.Lock()
    delivered = threading.Event()
    box = Box()

    def postman():
        #! <postman>
        if delivery == "deliver":
            #! [deliver]
            with guard:
                box.content = LETTER
            #! [deliver]
        elif delivery == "ring-then-deliver":
            #! [ring-then-deliver]
            delivered.set()
            with guard:
                box.content = LETTER
            #! [ring-then-deliver]
        else:
            #! [deliver-then-ring]
            with guard:
                box.content = LETTER
                delivered.set()
            #! [deliver-then-ring]
        #! <postman>

    def reader():
        #! <reader>
        if reading == "read":
            #! [read]
            with guard:
                box.look()
            #! [read]
        elif reading == "sleep-then-read":
            #! [sleep-then-read]
            time.sleep(0.01)
            with guard:
                box.look()
            #! [sleep-then-read]
        elif reading == "lock-then-wait":
            #! [lock-then-wait]
            with guard:
                delivered.wait()
                box.look()
            #! [lock-then-wait]
        else:
            #! [wait-then-lock]
            delivered.wait()
            with guard:
                box.look()
            #! [wait-then-lock]
        #! <reader>

    return verdict(box, run_both(postman, reader))
#! [repaired]


if __name__ == "__main__":
    print("as found:", found())
    for delivery, reading in (
        ("deliver", "sleep-then-read"),
        ("deliver-then-ring", "lock-then-wait"),
        ("deliver-then-ring", "wait-then-lock"),
    ):
        print(f"{delivery}, {reading}:", repaired(delivery, reading))

# Prints:
# as found: read 0
# deliver, sleep-then-read: read 0
# deliver-then-ring, lock-then-wait: waits for ever
# deliver-then-ring, wait-then-lock: read 42
