"""Building H2O: two hydrogen atoms and one oxygen atom, neither more nor less."""

import threading
import time

MOLECULES = 2


class Molecule:
    def __init__(self):
        self._lock = threading.Lock()
        self._hydrogen = 0
        self.closed = []

    def bond(self):
        time.sleep(0.03)
        with self._lock:
            self._hydrogen += 1

    def close(self):
        with self._lock:
            self.closed.append(self._hydrogen)
            self._hydrogen = 0


def run(hydrogen, oxygen):
    """The second atom comes late. Gives up after a while, so that this program ends."""
    jobs = [oxygen, hydrogen, hydrogen]
    threads = [threading.Thread(target=job, daemon=True) for job in jobs]
    for thread in threads:
        thread.start()
        time.sleep(0.02)
    for thread in threads:
        thread.join(timeout=0.4)
    return sum(thread.is_alive() for thread in threads)


#! [as-found]
def found():
    places = threading.Semaphore(0)
    bonds = threading.Semaphore(0)
    molecule = Molecule()

    def hydrogen():
        for _ in range(MOLECULES):
            places.acquire()
            molecule.bond()
            bonds.release()

    def oxygen():
        for _ in range(MOLECULES):
            places.release(2)
            bonds.acquire()
            molecule.close()
            bonds.acquire()

    stuck = run(hydrogen, oxygen)
    return f"least hydrogen {min(molecule.closed)}, {stuck} wait for ever"
#! [as-found]


#! [repaired]
def repaired(order):
    places = threading.Semaphore(0)
    bonds = threading.Semaphore(0)
    molecule = Molecule()

    def hydrogen():
        for _ in range(MOLECULES):
            places.acquire()
            molecule.bond()
            bonds.release()

    def oxygen():
        for _ in range(MOLECULES):
            #! <oxygen>
            for piece in order.split():
                if piece == "offer":
                    #! [offer]
                    places.release(2)
                    #! [offer]
                elif piece == "first-bond":
                    #! [first-bond]
                    bonds.acquire()
                    #! [first-bond]
                elif piece == "close":
                    #! [close]
                    molecule.close()
                    #! [close]
                else:
                    #! [second-bond]
                    bonds.acquire()
                    #! [second-bond]
            #! <oxygen>

    stuck = run(hydrogen, oxygen)
    return f"least hydrogen {min(molecule.closed)}, {stuck} wait for ever"
#! [repaired]


if __name__ == "__main__":
    print("as found:", found())
    for order in (
        "offer close first-bond second-bond",
        "offer first-bond second-bond close",
    ):
        print(f"{order}:", repaired(order))

# Prints:
# as found: least hydrogen 1, 0 wait for ever
# offer close first-bond second-bond: least hydrogen 0, 0 wait for ever
# offer first-bond second-bond close: least hydrogen 2, 0 wait for ever
