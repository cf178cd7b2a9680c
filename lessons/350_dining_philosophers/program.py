"""Dining philosophers: each needs the two forks that the neighbours need, too."""

import random
import threading
import time

PHILOSOPHERS = 5
MEALS = 5  # per philosopher
THINK_TIME = 0.01  # seconds
REACH_TIME = 0.04
EAT_TIME = 0.01


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

    def join(self, timeout):
        """Gives up after a while, so that this program ends even when they do not."""
        deadline = time.monotonic() + timeout
        for thread in self.threads:
            thread.join(max(0, deadline - time.monotonic()))
        return sum(thread.is_alive() for thread in self.threads)


class Table:
    """The forks, the pot, and who ate how often."""

    def __init__(self):
        self.forks = [threading.Lock() for _ in range(PHILOSOPHERS)]
        self.pot = threading.Semaphore(PHILOSOPHERS * MEALS)
        self.meals = [0] * PHILOSOPHERS
        self.stuck = 0

    def fork(self, number):
        """On the left of the philosopher of that number; it goes round."""
        return self.forks[(number - 1) % PHILOSOPHERS]

    def serve(self):
        """Whether there was a serving left, which is the caller's then."""
        return self.pot.acquire(blocking=False)

    def think(self):
        time.sleep(random.uniform(0.5, 1.5) * THINK_TIME)

    def reach(self):
        time.sleep(REACH_TIME)

    def eat(self, number):
        time.sleep(EAT_TIME)
        self.meals[number - 1] += 1  # only this thread changes it

    def dine(self, philosopher, timeout=20):
        self.stuck = Crew("philosopher", PHILOSOPHERS, philosopher).join(timeout)
        return self

    def __str__(self):
        least, most = min(self.meals), max(self.meals)
        eaten = f"{sum(self.meals)} of {PHILOSOPHERS * MEALS} meals eaten"
        return f"{eaten}, {least} to {most} each, {self.stuck} wait for ever"


#! [left-first]
def left_first():
    table = Table()

    def philosopher(number):
        left, right = table.fork(number), table.fork(number + 1)
        while table.serve():
            table.think()
            with left:
                table.reach()
                with right:
                    table.eat(number)

    return table.dine(philosopher, timeout=1.2)
#! [left-first]


#! [one-left-handed]
def one_left_handed():
    table = Table()

    def philosopher(number):
        first, second = table.fork(number), table.fork(number + 1)
        if number == 1:  # takes them the other way round
            first, second = second, first
        while table.serve():
            table.think()
            with first:
                table.reach()
                with second:
                    table.eat(number)

    return table.dine(philosopher)
#! [one-left-handed]


#! [seats]
def seats():
    table = Table()
    chairs = threading.Semaphore(PHILOSOPHERS - 1)

    def philosopher(number):
        left, right = table.fork(number), table.fork(number + 1)
        while table.serve():
            table.think()
            with chairs:  # one of them has to stand
                with left:
                    table.reach()
                    with right:
                        table.eat(number)

    return table.dine(philosopher)
#! [seats]


#! [ordered]
def ordered():
    table = Table()

    def philosopher(number):
        after = number % PHILOSOPHERS + 1
        lower = table.fork(min(number, after))
        higher = table.fork(max(number, after))
        while table.serve():
            table.think()
            with lower:
                table.reach()
                with higher:
                    table.eat(number)

    return table.dine(philosopher)
#! [ordered]


if __name__ == "__main__":
    for variant in left_first, one_left_handed, seats, ordered:
        print(f"{variant.__name__}: {variant()}")

# Prints:
# left_first: [0-9]{1,2} of 25 meals eaten, [0-9] to [0-9] each, 5 wait for ever
# one_left_handed: 25 of 25 meals eaten, [0-9] to [0-9]{1,2} each, 0 wait for ever
# seats: 25 of 25 meals eaten, [0-9] to [0-9]{1,2} each, 0 wait for ever
# ordered: 25 of 25 meals eaten, [0-9] to [0-9]{1,2} each, 0 wait for ever
