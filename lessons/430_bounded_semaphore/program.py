"""Bounded semaphore: a car park, and one release too many."""

import threading
import time

PERMITS = 3
CARS = 6
HOLD_TIME = 0.06  # seconds


class Inside:
    """How many threads are in a piece of code, and how many at most there were."""

    def __init__(self):
        self.now = 0
        self.most = 0
        self._lock = threading.Lock()

    def __enter__(self):
        with self._lock:
            self.now += 1
            self.most = max(self.most, self.now)

    def __exit__(self, *error):
        with self._lock:
            self.now -= 1


def stay(inside):
    with inside:
        time.sleep(HOLD_TIME)


def run(cars, park):
    threads = [
        threading.Thread(name=f"car-{number}", target=park, args=(number,))
        for number in range(1, cars + 1)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


#! [semaphore]
def grows():
    places = threading.Semaphore(PERMITS)
    inside = Inside()

    def park(number):
        with places:
            stay(inside)

    run(CARS, park)  # in the morning
    places.release()  # everybody has left: one release too many
    run(CARS, park)  # in the evening
    print("semaphore: at most", inside.most, "inside")
#! [semaphore]


#! [bounded]
def bounded():
    places = threading.BoundedSemaphore(PERMITS)
    inside = Inside()

    def park(number):
        with places:
            stay(inside)

    run(CARS, park)  # in the morning
    try:
        places.release()  # everybody has left: one release too many
    except ValueError as error:
        print("bounded: main is told:", error)
    run(CARS, park)  # in the evening
    print("bounded: at most", inside.most, "inside")
#! [bounded]


#! [told-late]
def told_late():
    places = threading.BoundedSemaphore(PERMITS)
    inside = Inside()

    def park(number):
        places.acquire()
        stay(inside)
        try:
            places.release()
            if number == 1:
                places.release()  # one too many, but others are inside
        except ValueError as error:
            print("told late: a car is told:", error)

    run(2 * CARS, park)
    print("told late: at most", inside.most, "inside")
#! [told-late]


if __name__ == "__main__":
    grows()
    bounded()
    told_late()

# Prints:
# semaphore: at most 4 inside
# bounded: main is told: Semaphore released too many times
# bounded: at most 3 inside
# told late: a car is told: Semaphore released too many times
# told late: at most [34] inside
