"""Hidden lost update: every method of the account is safe, paying in is not."""

import threading
import time

WORKERS = 2
AMOUNT = 10


class Account:
    """Every method holds the lock."""

    def __init__(self):
        self.lock = threading.Lock()
        self._balance = 0

    def balance(self):
        with self.lock:
            return self._balance

    def set_balance(self, balance):
        time.sleep(0.05)  # what lies between the two methods
        with self.lock:
            self._balance = balance

    def deposit(self, more):
        with self.lock:
            self._balance += more


def run_all(job):
    """Gives up after a while, so that this program ends even when they do not."""
    crew = [threading.Thread(target=job, daemon=True) for _ in range(WORKERS)]
    for worker in crew:
        worker.start()
    for worker in crew:
        worker.join(timeout=0.3)
    return sum(worker.is_alive() for worker in crew)


def verdict(account, stuck):
    return f"{stuck} wait for ever" if stuck else f"ends at {account.balance()}"


#! [as-found]
def found():
    account = Account()

    def work():
        seen = account.balance()
        account.set_balance(seen + AMOUNT)

    return verdict(account, run_all(work))
#! [as-found]


#! [repaired]
def repaired(pay_in):
    account = Account()
    guard = threading.Lock()

    def work():
        #! <pay-in>
        if pay_in == "get-and-set":
            #! [get-and-set]
            seen = account.balance()
            account.set_balance(seen + AMOUNT)
            #! [get-and-set]
        elif pay_in == "one-line":
            #! [one-line]
            account.set_balance(account.balance() + AMOUNT)
            #! [one-line]
        elif pay_in == "same-lock":
            #! [same-lock]
            with account.lock:
                account.set_balance(account.balance() + AMOUNT)
            #! [same-lock]
        elif pay_in == "outer-lock":
            #! [outer-lock]
            with guard:
                account.set_balance(account.balance() + AMOUNT)
            #! [outer-lock]
        else:
            #! [one-method]
            account.deposit(AMOUNT)
            #! [one-method]
        #! <pay-in>

    return verdict(account, run_all(work))
#! [repaired]


if __name__ == "__main__":
    print("as found:", found())
    for choice in "one-line", "same-lock", "outer-lock", "one-method":
        print(f"{choice}:", repaired(choice))

# Prints:
# as found: ends at 10
# one-line: ends at 10
# same-lock: 2 wait for ever
# outer-lock: ends at 20
# one-method: ends at 20
