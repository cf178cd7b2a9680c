"""Futures: results that are not there yet; page 2 does not exist."""

import time
from concurrent.futures import ThreadPoolExecutor, as_completed, wait

WORKERS = 4
PAGES = range(1, 9)
SPREAD = 0.3  # seconds
PATIENCE = 0.2
MISSING = 2


class NotFound(Exception):
    pass


def fetch(number):
    time.sleep(0.05 + SPREAD * ((number * 5 + 1) % 7) / 6)  # the first takes longest
    if number == MISSING:
        raise NotFound(f"page {number} not found")
    return number


def summary(shown, failures=()):
    failed = ", ".join(str(error) for error in failures) or "no failure seen"
    return f"{len(shown)} pages, {failed}"


#! [in-order]
def in_order():
    shown, failures = [], []
    with ThreadPoolExecutor(max_workers=WORKERS) as pool:
        pages = [pool.submit(fetch, number) for number in PAGES]
        for page in pages:
            try:
                shown.append(page.result())  # waits for this one
            except NotFound as error:
                failures.append(error)
    return summary(shown, failures), f"page {shown[0]} first"
#! [in-order]


#! [as-completed]
def as_they_complete():
    shown, failures = [], []
    with ThreadPoolExecutor(max_workers=WORKERS) as pool:
        pages = [pool.submit(fetch, number) for number in PAGES]
        for page in as_completed(pages):
            try:
                shown.append(page.result())  # waits for nothing: this one is done
            except NotFound as error:
                failures.append(error)
    return summary(shown, failures), f"page {shown[0]} first"
#! [as-completed]


#! [never-looked-at]
def never_looked_at():
    with ThreadPoolExecutor(max_workers=WORKERS) as pool:
        pages = [pool.submit(fetch, number) for number in PAGES]
        wait(pages)  # until all of them are done, one way or the other
    return summary(pages), "which is not true"
#! [never-looked-at]


#! [time-out]
def time_out():
    shown, failures = [], []
    with ThreadPoolExecutor(max_workers=WORKERS) as pool:
        pages = [pool.submit(fetch, number) for number in PAGES]
        done, not_done = wait(pages, timeout=PATIENCE)
        for page in not_done:
            page.cancel()  # False if it runs already
        for page in pages:
            if page.cancelled():
                continue
            try:
                shown.append(page.result())
            except NotFound as error:
                failures.append(error)
    cancelled = sum(page.cancelled() for page in pages)
    return summary(shown, failures), f"{cancelled} cancelled"
#! [time-out]


if __name__ == "__main__":
    for variant in in_order, as_they_complete, never_looked_at, time_out:
        print(f"{variant.__name__}:", "; ".join(variant()))

# Prints:
# in_order: 7 pages, page 2 not found; page 1 first
# as_they_complete: 7 pages, page 2 not found; page 4 first
# never_looked_at: 8 pages, no failure seen; which is not true
# time_out: [1-6] pages, page 2 not found; [1-6] cancelled
