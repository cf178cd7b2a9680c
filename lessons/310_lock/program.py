"""Lock: customers pay at one till; the card of customer 2 is refused."""

import threading
import time

CUSTOMERS = 4
HOLD_TIME = 0.15  # seconds
PATIENCE = 0.36


class CardRefused(Exception):
    pass


class Crew:
    """Threads that do one job, each with its number."""

    def __init__(self, name, size, job):
        self.threads = [
            threading.Thread(
                name=f"{name}-{number}", target=job, args=(number,), daemon=True
            )
            for number in range(1, size + 1)
        ]
        for thread in self.threads:
            thread.start()
            time.sleep(0.02)  # so that they come in the order of their numbers

    def join(self, timeout=2):
        """Gives up after a while, so that this program ends even when they do not."""
        deadline = time.monotonic() + timeout
        for thread in self.threads:
            thread.join(max(0, deadline - time.monotonic()))
        return sum(thread.is_alive() for thread in self.threads)


def pay(number):
    time.sleep(HOLD_TIME)
    if number == 2:
        raise CardRefused("card refused")
    print("customer", number, "has paid")


#! [forgotten]
def forgotten():
    till = threading.Lock()

    def shop(number):
        try:
            till.acquire()
            pay(number)  # raises CardRefused for customer 2
            till.release()
        except CardRefused as refused:
            print("customer", number, "leaves:", refused)

    customers = Crew("customer", CUSTOMERS, shop)
    return customers.join()
#! [forgotten]


#! [scoped]
def scoped():
    till = threading.Lock()

    def shop(number):
        try:
            with till:  # released however the block ends
                pay(number)  # raises CardRefused for customer 2
        except CardRefused as refused:
            print("customer", number, "leaves:", refused)

    customers = Crew("customer", CUSTOMERS, shop)
    return customers.join()
#! [scoped]


#! [timed]
def timed():
    till = threading.Lock()

    def shop(number):
        try:
            if till.acquire(timeout=PATIENCE):
                try:
                    pay(number)  # raises CardRefused for customer 2
                finally:
                    till.release()
            else:
                print("customer", number, "has waited long enough")
        except CardRefused as refused:
            print("customer", number, "leaves:", refused)

    customers = Crew("customer", CUSTOMERS, shop)
    return customers.join()
#! [timed]


#! [non-blocking]
def non_blocking():
    till = threading.Lock()

    def shop(number):
        try:
            if till.acquire(blocking=False):
                try:
                    pay(number)  # raises CardRefused for customer 2
                finally:
                    till.release()
            else:
                print("customer", number, "sees that the till is taken")
        except CardRefused as refused:
            print("customer", number, "leaves:", refused)

    customers = Crew("customer", CUSTOMERS, shop)
    return customers.join()
#! [non-blocking]


if __name__ == "__main__":
    for variant in forgotten, scoped, timed, non_blocking:
        print(f"--- {variant.__name__}")
        print("still waiting:", variant())

# Prints:
# --- forgotten
# customer 1 has paid
# customer 2 leaves: card refused
# still waiting: 2
# --- scoped
# customer 1 has paid
# customer 2 leaves: card refused
# customer 3 has paid
# customer 4 has paid
# still waiting: 0
# --- timed
# customer 1 has paid
# customer 2 leaves: card refused
# customer [34] .*
# customer [34] .*
# still waiting: 0
# --- non_blocking
# customer [234] sees that the till is taken
# customer [234] sees that the till is taken
# customer [234] sees that the till is taken
# customer 1 has paid
# still waiting: 0
