"""Opposite lock order: two transfers in opposite directions."""

import threading
import time

AMOUNT = 5


class Account:
    def __init__(self):
        self.lock = threading.Lock()
        self.money = 10


def move(source, target):
    source.money -= AMOUNT
    target.money += AMOUNT


def run_both(*jobs):
    """Gives up after a while, so that this program ends even when they do not."""
    threads = [threading.Thread(target=job, daemon=True) for job in jobs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=0.4)
    return sum(thread.is_alive() for thread in threads)


def pause():
    time.sleep(0.06)  # between the first lock and the second


#! [as-found]
def found():
    anna, ben = Account(), Account()

    def to_ben():
        anna.lock.acquire()
        pause()
        ben.lock.acquire()
        move(anna, ben)
        ben.lock.release()
        anna.lock.release()

    def to_anna():
        ben.lock.acquire()
        pause()
        anna.lock.acquire()
        move(ben, anna)
        anna.lock.release()
        ben.lock.release()

    return run_both(to_ben, to_anna)
#! [as-found]


#! [repaired]
def repaired(order):
    anna, ben = Account(), Account()

    def to_ben():
        anna.lock.acquire()
        pause()
        ben.lock.acquire()
        move(anna, ben)
        ben.lock.release()
        anna.lock.release()

    def to_anna():
        #! <to-anna>
        for piece in order.split():
            if piece == "take-his":
                #! [take-his]
                ben.lock.acquire()
                #! [take-his]
                pause()
            elif piece == "take-hers":
                #! [take-hers]
                anna.lock.acquire()
                #! [take-hers]
                pause()
            elif piece == "move":
                #! [move]
                move(ben, anna)
                #! [move]
            else:
                #! [give-back]
                anna.lock.release()
                ben.lock.release()
                #! [give-back]
        #! <to-anna>

    return run_both(to_ben, to_anna)
#! [repaired]


if __name__ == "__main__":
    print("as found:", found(), "wait for ever")
    for order in (
        "take-his take-hers move give-back",
        "take-hers take-his move give-back",
    ):
        print(f"{order}:", repaired(order), "wait for ever")

# Prints:
# as found: 2 wait for ever
# take-his take-hers move give-back: 2 wait for ever
# take-hers take-his move give-back: 0 wait for ever
