"""Semaphore with counter: two walkers meet at a gate on each lap."""

import threading
import time

WALKERS = 2
LAPS = 2
PATIENCE = 0.3  # seconds; so that this program ends in any case


class Count:
    def __init__(self):
        self.value = 0
        self._lock = threading.Lock()

    def add(self, difference):
        """In one step; returns what it was before."""
        with self._lock:
            self.value += difference
            return self.value - difference


class Walk:
    def __init__(self):
        self.came = Count()
        self.passed = Count()
        self.early = 0

    def pass_gate(self, lap):
        if self.came.value < WALKERS * lap:
            self.early += 1
        self.passed.add(1)

    def run(self, job):
        crew = [threading.Thread(target=job, daemon=True) for _ in range(WALKERS)]
        for walker in crew:
            walker.start()
            time.sleep(0.07)  # the first is at the gate before the second comes
        for walker in crew:
            walker.join(PATIENCE)
        return f"{self.passed.value} passed, {self.early} too early"


class Gate(threading.Semaphore):
    """One at which those who wait are slow to notice that they may go on."""

    def __init__(self):
        super().__init__(0)

    def acquire(self):
        while not super().acquire(blocking=False):
            time.sleep(0.03)


#! [as-found]
def found():
    walk = Walk()
    waiting = Count()
    gate = Gate()

    def go():
        for lap in range(1, LAPS + 1):
            walk.came.add(1)
            if waiting.add(1) == 1:  # both are here
                waiting.value = 0
                gate.release(2)
            gate.acquire()
            walk.pass_gate(lap)

    return walk.run(go)
#! [as-found]


#! [repaired]
def repaired(meet):
    walk = Walk()
    waiting = Count()
    gate, other = Gate(), Gate()
    barrier = threading.Barrier(WALKERS)
    guard = threading.Lock()

    def go():
        for lap in range(1, LAPS + 1):
            walk.came.add(1)
            #! <meet>
            if meet == "two-permits":
                #! [two-permits]
                if waiting.add(1) == 1:  # both are here
                    waiting.value = 0
                    gate.release(2)
                gate.acquire()
                #! [two-permits]
            elif meet == "one-permit":
                #! [one-permit]
                if waiting.add(1) == 1:  # both are here
                    waiting.value = 0
                    gate.release()  # for the other one
                else:
                    gate.acquire()
                #! [one-permit]
            elif meet == "sign-off":
                #! [sign-off]
                if waiting.add(1) == 1:
                    gate.release(2)
                gate.acquire()
                waiting.add(-1)
                #! [sign-off]
            elif meet == "with-a-lock":
                #! [with-a-lock]
                with guard:
                    if waiting.add(1) == 1:  # both are here
                        waiting.value = 0
                        gate.release(2)
                    gate.acquire()
                #! [with-a-lock]
            elif meet == "two-gates":
                #! [two-gates]
                own = gate if lap % 2 == 1 else other
                if waiting.add(1) == 1:  # both are here
                    waiting.value = 0
                    own.release(2)
                own.acquire()
                #! [two-gates]
            else:
                #! [barrier]
                barrier.wait()
                #! [barrier]
            #! <meet>
            walk.pass_gate(lap)

    return walk.run(go)
#! [repaired]


if __name__ == "__main__":
    print("as found:", found())
    for choice in "one-permit", "with-a-lock", "two-gates", "barrier":
        print(f"{choice}:", repaired(choice))

# Prints:
# as found: 2 passed, 1 too early
# one-permit: 2 passed, 1 too early
# with-a-lock: 0 passed, 0 too early
# two-gates: 4 passed, 0 too early
# barrier: 4 passed, 0 too early
