"""All of it together: a baker, two customers, and a shelf with room for one loaf."""

import threading
import time

CUSTOMERS = 2
PATIENCE = 0.3  # seconds; so that this program ends in any case


class Shop:
    def __init__(self):
        self.shelf = 0
        self.least = 0
        self.sold = 0
        self._lock = threading.Lock()

    def put(self, loaves):
        self.shelf = loaves
        self.least = min(self.least, loaves)

    def look_up_sold(self):
        seen = self.sold
        time.sleep(0.06)  # what lies between reading and writing
        return seen

    def sell_in_one_step(self):
        with self._lock:
            self.sold += 1

    def run(self, bake, buy):
        """The customers come first, and wait."""
        crew = [threading.Thread(target=buy, daemon=True) for _ in range(CUSTOMERS)]
        crew.append(threading.Thread(target=bake, daemon=True))
        for thread in crew:
            thread.start()
            time.sleep(0.02)
        for thread in crew:
            thread.join(PATIENCE)
        stuck = sum(thread.is_alive() for thread in crew)
        return f"least on the shelf {self.least}, {self.sold} sold, {stuck} stuck"


#! [as-found]
def found():
    shop = Shop()
    changed = threading.Condition()

    def change(before, after):
        with changed:
            if shop.shelf != before:
                changed.wait()
            shop.put(shop.shelf + after - before)
            changed.notify()

    def bake():
        for _ in range(CUSTOMERS):
            change(0, 1)

    def buy():
        change(1, 0)
        shop.sold = shop.look_up_sold() + 1

    return shop.run(bake, buy)
#! [as-found]


#! [repaired]
def repaired(wait, wake, count):
    shop = Shop()
    changed = threading.Condition()

    def change(before, after):
        with changed:
            #! <wait>
            if wait == "wait-if":
                #! [wait-if]
                if shop.shelf != before:
                    changed.wait()
                #! [wait-if]
            elif wait == "wait-while":
                #! [wait-while]
                while shop.shelf != before:
                    changed.wait()
                #! [wait-while]
            else:
                #! [wait-for]
                changed.wait_for(lambda: shop.shelf == before)
                #! [wait-for]
            #! <wait>
            shop.put(shop.shelf + after - before)
            #! <wake>
            if wake == "wake-one":
                #! [wake-one]
                changed.notify()
                #! [wake-one]
            else:
                #! [wake-all]
                changed.notify_all()
                #! [wake-all]
            #! <wake>

    def bake():
        for _ in range(CUSTOMERS):
            change(0, 1)

    def buy():
        change(1, 0)
        #! <count>
        if count == "count-plain":
            #! [count-plain]
            shop.sold = shop.look_up_sold() + 1
            #! [count-plain]
        elif count == "count-locked":
            #! [count-locked]
            with changed:
                shop.sold = shop.look_up_sold() + 1
            #! [count-locked]
        else:
            #! [count-step]
            shop.sell_in_one_step()
            #! [count-step]
        #! <count>

    return shop.run(bake, buy)
#! [repaired]


if __name__ == "__main__":
    print("as found:", found())
    print("one repaired:", repaired("wait-while", "wake-one", "count-step"))
    print("two repaired:", repaired("wait-while", "wake-all", "count-plain"))
    print("all repaired:", repaired("wait-while", "wake-all", "count-locked"))
    print("or:", repaired("wait-for", "wake-all", "count-step"))

# Prints:
# as found: least on the shelf -1, [12] sold, 0 stuck
# one repaired: least on the shelf 0, 1 sold, 2 stuck
# two repaired: least on the shelf 0, 1 sold, 0 stuck
# all repaired: least on the shelf 0, 2 sold, 0 stuck
# or: least on the shelf 0, 2 sold, 0 stuck
