"""Check, then act: several threads find the last 10 in one account."""

import threading
import time

CUSTOMERS = 4
BALANCE = 100
AMOUNT = 10
GAP = 0.02  # seconds


class Crew:
    """Threads that do one job, each with its number."""

    def __init__(self, name, size, job):
        self.threads = [
            threading.Thread(name=f"{name}-{number}", target=job, args=(number,))
            for number in range(1, size + 1)
        ]
        for thread in self.threads:
            thread.start()

    def join(self):
        for thread in self.threads:
            thread.join()


#! [test-outside]
def test_outside():
    balance = BALANCE
    letter_sent, letters = False, 0

    def draw(number):
        nonlocal balance, letter_sent, letters
        while balance >= AMOUNT:
            time.sleep(GAP)
            balance -= AMOUNT
        if not letter_sent:
            time.sleep(GAP)
            letter_sent = True
            letters += 1

    customers = Crew("customer", CUSTOMERS, draw)
    customers.join()
    return balance, letters
#! [test-outside]


#! [act-inside]
def act_inside():
    balance = BALANCE
    letter_sent, letters = False, 0
    guard = threading.Lock()

    def draw(number):
        nonlocal balance, letter_sent, letters
        while balance >= AMOUNT:
            time.sleep(GAP)
            with guard:
                balance -= AMOUNT
        if not letter_sent:
            time.sleep(GAP)
            with guard:
                letter_sent = True
                letters += 1

    customers = Crew("customer", CUSTOMERS, draw)
    customers.join()
    return balance, letters
#! [act-inside]


#! [both-inside]
def both_inside():
    balance = BALANCE
    letter_sent, letters = False, 0
    guard = threading.Lock()

    def draw(number):
        nonlocal balance, letter_sent, letters
        while True:
            with guard:  # before the test
                if balance < AMOUNT:
                    break
                time.sleep(GAP)
                balance -= AMOUNT
        with guard:  # before the test
            if not letter_sent:
                time.sleep(GAP)
                letter_sent = True
                letters += 1

    customers = Crew("customer", CUSTOMERS, draw)
    customers.join()
    return balance, letters
#! [both-inside]


if __name__ == "__main__":
    for variant in test_outside, act_inside, both_inside:
        balance, letters = variant()
        print(f"{variant.__name__}: balance {balance}, letters {letters}")

# Prints:
# test_outside: balance -[1-3]0, letters [1-4]
# act_inside: balance -[1-3]0, letters [1-4]
# both_inside: balance 0, letters 1
