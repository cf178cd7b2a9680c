"""The unisex bathroom: the first man waits for the room, the second walks in."""

import threading
import time

MEN = 2


class Count:
    """A number of which each operation is one step."""

    def __init__(self):
        self.value = 0
        self._lock = threading.Lock()

    def fetch_add(self, difference):
        with self._lock:
            before = self.value
            self.value += difference
            return before


def run(man, woman):
    """The woman first. Gives up after a while, so that this program ends."""
    jobs = [woman] + [man] * MEN
    threads = [threading.Thread(target=job, daemon=True) for job in jobs]
    for thread in threads:
        thread.start()
        time.sleep(0.05)
    for thread in threads:
        thread.join(timeout=0.4)
    return sum(thread.is_alive() for thread in threads)


def verdict(met, stuck):
    meeting = "a man meets a woman" if any(met) else "nobody meets"
    return f"{meeting}, {stuck} wait for ever"


#! [as-found]
def found():
    room = threading.Lock()
    men_in, women_in = Count(), Count()
    met = []

    def man():
        if men_in.fetch_add(1) == 0:
            room.acquire()
        met.append(women_in.value)
        if men_in.fetch_add(-1) == 1:
            room.release()

    def woman():
        room.acquire()
        women_in.value = 1
        time.sleep(0.2)
        women_in.value = 0
        room.release()

    return verdict(met, run(man, woman))
#! [as-found]


#! [repaired]
def repaired(entering, leaving):
    room = threading.Lock()
    door = threading.Lock()
    men_in, women_in = Count(), Count()
    met = []

    def man():
        #! <enter>
        if entering == "first-takes-room":
            #! [first-takes-room]
            if men_in.fetch_add(1) == 0:
                room.acquire()
            #! [first-takes-room]
        elif entering == "take-then-count":
            #! [take-then-count]
            if men_in.value == 0:
                room.acquire()
            men_in.fetch_add(1)
            #! [take-then-count]
        elif entering == "at-the-door":
            #! [at-the-door]
            with door:
                if men_in.fetch_add(1) == 0:
                    room.acquire()
            #! [at-the-door]
        else:
            #! [each-takes-room]
            room.acquire()
            #! [each-takes-room]
        #! <enter>
        met.append(women_in.value)
        #! <leave>
        if leaving == "last-gives-room":
            #! [last-gives-room]
            if men_in.fetch_add(-1) == 1:
                room.release()
            #! [last-gives-room]
        else:
            #! [each-gives-room]
            room.release()
            #! [each-gives-room]
        #! <leave>

    def woman():
        room.acquire()
        women_in.value = 1
        time.sleep(0.2)
        women_in.value = 0
        room.release()

    return verdict(met, run(man, woman))
#! [repaired]


if __name__ == "__main__":
    print("as found:", found())
    for pieces in (
        ("at-the-door", "last-gives-room"),
        ("each-takes-room", "each-gives-room"),
    ):
        print(", ".join(pieces) + ":", repaired(*pieces))

# Prints:
# as found: a man meets a woman, 0 wait for ever
# at-the-door, last-gives-room: nobody meets, 0 wait for ever
# each-takes-room, each-gives-room: nobody meets, 0 wait for ever
