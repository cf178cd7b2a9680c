"""The sleeping barber: it is about to sleep, and so nobody wakes it."""

import threading
import time

CUSTOMERS = 2


class Shop:
    def __init__(self):
        self._lock = threading.Lock()
        self._waiting = 0
        self.least = 0
        self.asleep = False

    def empty(self):
        empty = self._waiting == 0
        time.sleep(0.15)  # the way to the couch
        return empty

    def sit_down(self):
        with self._lock:
            self._waiting += 1

    def call_next(self):
        with self._lock:
            self._waiting -= 1
            self.least = min(self.least, self._waiting)


def run(barber, customer):
    """Gives up after a while, so that this program ends even when they do not."""
    threads = [threading.Thread(target=barber, daemon=True)]
    threads += [threading.Thread(target=customer, daemon=True) for _ in range(CUSTOMERS)]
    for thread in threads:
        thread.start()
        time.sleep(0.01)
    for thread in threads:
        thread.join(timeout=0.3)
    return sum(thread.is_alive() for thread in threads)


#! [as-found]
def found():
    shop = Shop()
    bell = threading.Semaphore(0)
    done = threading.Semaphore(0)

    def barber():
        for _ in range(CUSTOMERS):
            if shop.empty():
                shop.asleep = True
                bell.acquire()
                shop.asleep = False
            shop.call_next()
            done.release()

    def customer():
        shop.sit_down()
        if shop.asleep:
            bell.release()
        done.acquire()

    return f"{run(barber, customer)} wait for ever"
#! [as-found]


#! [repaired]
def repaired(resting, coming):
    shop = Shop()
    bell = threading.Semaphore(0)
    done = threading.Semaphore(0)

    def barber():
        for _ in range(CUSTOMERS):
            #! <barber>
            if resting == "look-then-sleep":
                #! [look-then-sleep]
                if shop.empty():
                    shop.asleep = True
                    bell.acquire()
                    shop.asleep = False
                #! [look-then-sleep]
            elif resting == "lie-down-then-look":
                #! [lie-down-then-look]
                shop.asleep = True
                if shop.empty():
                    bell.acquire()
                shop.asleep = False
                #! [lie-down-then-look]
            else:
                #! [bell-for-each]
                bell.acquire()
                #! [bell-for-each]
            #! <barber>
            shop.call_next()
            done.release()

    def customer():
        #! <customer>
        if coming == "ring-if-asleep":
            #! [ring-if-asleep]
            shop.sit_down()
            if shop.asleep:
                bell.release()
            #! [ring-if-asleep]
        elif coming == "ring-then-sit":
            #! [ring-then-sit]
            bell.release()
            shop.sit_down()
            #! [ring-then-sit]
        else:
            #! [sit-then-ring]
            shop.sit_down()
            bell.release()
            #! [sit-then-ring]
        #! <customer>
        done.acquire()

    return f"{run(barber, customer)} wait for ever, at least {shop.least} waiting"
#! [repaired]


if __name__ == "__main__":
    print("as found:", found())
    for pieces in (
        ("bell-for-each", "ring-if-asleep"),
        ("bell-for-each", "sit-then-ring"),
    ):
        print(", ".join(pieces) + ":", repaired(*pieces))

# Prints:
# as found: 3 wait for ever
# bell-for-each, ring-if-asleep: 3 wait for ever, at least 0 waiting
# bell-for-each, sit-then-ring: 0 wait for ever, at least 0 waiting
