"""The cigarette smokers: who lacks two things takes both, or blocks everybody."""

import threading
import time

SMOKERS = 3


class Slow(threading.Semaphore):
    """Whoever has acquired it takes some time before going on."""

    def acquire(self):
        super().acquire()
        time.sleep(0.03)


class Three:
    """A semaphore for each of three, counted round and round."""

    def __init__(self):
        self._semaphores = [Slow(0) for _ in range(SMOKERS)]

    def __getitem__(self, n):
        return self._semaphores[n % SMOKERS]


def run(smoker, agent):
    """Smoker 2 is quick and comes first. Gives up after a while, so that this
    program ends even when they do not."""
    crew = [
        threading.Thread(target=smoker, args=(owns,), daemon=True) for owns in (1, 2, 0)
    ]
    for thread in crew:
        thread.start()
        time.sleep(0.03)
    crew.append(threading.Thread(target=agent, daemon=True))
    crew[-1].start()
    for thread in crew:
        thread.join(timeout=0.3)
    return sum(thread.is_alive() for thread in crew)


#! [as-found]
def found():
    table = Three()
    smoked = threading.Semaphore(0)

    def smoker(owns):  # and needs the two others
        table[owns + 1].acquire()
        table[owns + 2].acquire()
        smoked.release()

    def agent():
        for kept in range(SMOKERS):  # all but this come to the table
            table[kept + 1].release()
            table[kept + 2].release()
            smoked.acquire()

    return run(smoker, agent)
#! [as-found]


#! [repaired]
def repaired(smoking, offering):
    table, calls = Three(), Three()
    changed = threading.Condition()
    all_but = []
    smoked = threading.Semaphore(0)

    def smoker(owns):  # and needs the two others
        #! <smoker>
        if smoking == "one-by-one":
            #! [one-by-one]
            table[owns + 1].acquire()
            table[owns + 2].acquire()
            #! [one-by-one]
        elif smoking == "fixed-order":
            #! [fixed-order]
            table[1 if owns == 0 else 0].acquire()  # the lower number first
            table[1 if owns == 2 else 2].acquire()
            #! [fixed-order]
        elif smoking == "both-or-none":
            #! [both-or-none]
            with changed:
                changed.wait_for(lambda: all_but == [owns])
                all_but.clear()
            #! [both-or-none]
        else:
            #! [when-called]
            calls[owns].acquire()
            #! [when-called]
        #! <smoker>
        smoked.release()

    def agent():
        for kept in range(SMOKERS):  # all but this come to the table
            #! <agent>
            if offering == "two-releases":
                #! [two-releases]
                table[kept + 1].release()
                table[kept + 2].release()
                #! [two-releases]
            elif offering == "tell-one":
                #! [tell-one]
                with changed:
                    all_but[:] = [kept]
                    changed.notify()
                #! [tell-one]
            elif offering == "tell-all":
                #! [tell-all]
                with changed:
                    all_but[:] = [kept]
                    changed.notify_all()
                #! [tell-all]
            else:
                #! [call]
                calls[kept].release()
                #! [call]
            #! <agent>
            smoked.acquire()

    return run(smoker, agent)
#! [repaired]


if __name__ == "__main__":
    print("as found:", found(), "wait for ever")
    for pieces in (
        ("both-or-none", "tell-one"),
        ("both-or-none", "tell-all"),
        ("when-called", "call"),
    ):
        print(", ".join(pieces) + ":", repaired(*pieces), "wait for ever")

# Prints:
# as found: 4 wait for ever
# both-or-none, tell-one: [1-4] wait for ever
# both-or-none, tell-all: 0 wait for ever
# when-called, call: 0 wait for ever
