"""if instead of while: a buyer is told of a loaf that is gone when it comes."""

import threading
import time

BUYERS = 2
LOAVES = 2


class Shelf:
    def __init__(self):
        self.loaves = 0
        self.least = 0

    def put(self):
        self.loaves += 1

    def take(self):
        self.loaves -= 1
        self.least = min(self.least, self.loaves)


def run_all(buy, bake):
    """Buyer 1 waits, buyer 2 comes when main has the lock, to put the first loaf
    there. Gives up after a while, so that this program ends."""
    first, second = (threading.Thread(target=buy, daemon=True) for _ in range(BUYERS))
    first.start()
    time.sleep(0.05)
    bake(second)
    for buyer in first, second:
        buyer.join(timeout=0.3)
    return first.is_alive() + second.is_alive()


#! [as-found]
def found():
    shelf = Shelf()
    changed = threading.Condition()

    def buy():
        with changed:
            if shelf.loaves == 0:
                changed.wait()
            shelf.take()

    def bake(late_buyer):
        for _ in range(LOAVES):
            with changed:
                if late_buyer.ident is None:
                    late_buyer.start()
                    time.sleep(0.05)  # now it stands at the lock
                shelf.put()
                changed.notify()
                time.sleep(0.05)  # now buyer 1 stands behind it
            time.sleep(0.05)

    stuck = run_all(buy, bake)
    return f"at least {shelf.least} on the shelf, {stuck} wait for ever"
#! [as-found]


#! [repaired]
def repaired(way, tell):
    shelf = Shelf()
    changed = threading.Condition()

    def buy():
        with changed:
            #! <wait>
            if way == "if":
                #! [if]
                if shelf.loaves == 0:
                    changed.wait()
                #! [if]
            elif way == "if-twice":
                #! [if-twice]
                if shelf.loaves == 0:
                    changed.wait()
                if shelf.loaves == 0:
                    changed.wait()
                #! [if-twice]
            elif way == "no-test":
                #! [no-test]
                changed.wait()
                #! [no-test]
            elif way == "while":
                #! [while]
                while shelf.loaves == 0:
                    changed.wait()
                #! [while]
            else:
                #! [wait-for]
                changed.wait_for(lambda: shelf.loaves > 0)
                #! [wait-for]
            #! <wait>
            shelf.take()

    def bake(late_buyer):
        for _ in range(LOAVES):
            with changed:
                if late_buyer.ident is None:
                    late_buyer.start()
                    time.sleep(0.05)  # now it stands at the lock
                shelf.put()
                #! <tell>
                if tell == "notify":
                    #! [notify]
                    changed.notify()
                    #! [notify]
                else:
                    #! [notify-all]
                    changed.notify_all()
                    #! [notify-all]
                #! <tell>
                time.sleep(0.05)  # now buyer 1 stands behind it
            time.sleep(0.05)

    stuck = run_all(buy, bake)
    return f"at least {shelf.least} on the shelf, {stuck} wait for ever"
#! [repaired]


if __name__ == "__main__":
    print("as found:", found())
    for way, tell in (("while", "notify"), ("wait-for", "notify-all")):
        print(f"{way}, {tell}:", repaired(way, tell))

# Prints:
# as found: at least -1 on the shelf, 0 wait for ever
# while, notify: at least 0 on the shelf, 0 wait for ever
# wait-for, notify-all: at least 0 on the shelf, 0 wait for ever
