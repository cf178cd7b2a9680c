"""Unsafe container: one thread appends to a list while another takes from it."""

import threading
import time


def pause():
    time.sleep(0.02)  # what lies between two steps


class List:
    """What a list is inside. It begins with item 1."""

    def __init__(self):
        self.length = 1
        self.places = [1, 0]
        self.taken = 0

    def stock(self):
        left = self.places[: self.length]
        return f"taken {self.taken}, left {left}: sum {self.taken + sum(left)}"


def run(*jobs):
    crew = [threading.Thread(target=job) for job in jobs]
    for thread in crew:
        thread.start()
    for thread in crew:
        thread.join()


#! [as-found]
def found():
    items = List()

    def append_item():  # items.append(2)
        end = items.length
        pause()
        items.places[end] = 2
        items.length = end + 1

    def take_item():  # items.taken = items.pop()
        end = items.length
        pause()
        items.taken = items.places[end - 1]
        items.length = end - 1

    run(append_item, take_item)
    return items.stock()
#! [as-found]


#! [repaired]
def repaired(append, take):
    items = List()
    guard = threading.Lock()

    def append_item():  # items.append(2)
        #! <append>
        if append == "append-plain":
            #! [append-plain]
            end = items.length
            pause()
            items.places[end] = 2
            items.length = end + 1
            #! [append-plain]
        elif append == "append-lock-late":
            #! [append-lock-late]
            end = items.length
            pause()
            items.places[end] = 2
            with guard:
                items.length = end + 1
            #! [append-lock-late]
        else:
            #! [append-lock]
            with guard:
                end = items.length
                pause()
                items.places[end] = 2
                items.length = end + 1
            #! [append-lock]
        #! <append>

    def take_item():  # items.taken = items.pop()
        #! <take>
        if take == "take-plain":
            #! [take-plain]
            end = items.length
            pause()
            items.taken = items.places[end - 1]
            items.length = end - 1
            #! [take-plain]
        elif take == "take-lock-late":
            #! [take-lock-late]
            end = items.length
            pause()
            items.taken = items.places[end - 1]
            with guard:
                items.length = end - 1
            #! [take-lock-late]
        else:
            #! [take-lock]
            with guard:
                end = items.length
                pause()
                items.taken = items.places[end - 1]
                items.length = end - 1
            #! [take-lock]
        #! <take>

    run(append_item, take_item)
    return items.stock()
#! [repaired]


if __name__ == "__main__":
    print("as found:", found())
    print("one takes the lock:", repaired("append-lock", "take-plain"))
    print("both, too late:", repaired("append-lock-late", "take-lock-late"))
    print("both take the lock:", repaired("append-lock", "take-lock"))

# Prints:
# as found: taken 1, left .*: sum [14]
# one takes the lock: taken 1, left .*: sum [14]
# both, too late: taken 1, left .*: sum [14]
# both take the lock: taken 2, left \[1\]: sum 3
