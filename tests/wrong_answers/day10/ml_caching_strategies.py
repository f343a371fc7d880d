"""Wrong and right answers to the exercises on caching strategies."""

from math import exp, log

from daybyday.checking import Wrong

# --- counting-clock ----------------------------------------------------------------------------


class SearchesTheRing:
    def __init__(self, capacity, most):
        self.capacity, self.most, self.hand = capacity, most, 0
        self.ring, self.counts = [], []

    def find(self, key):
        for place in range(len(self.ring)):
            if self.ring[place] == key:
                return place
        return None

    def request(self, key):
        place = self.find(key)
        if place is not None:
            self.counts[place] = min(self.counts[place] + 1, self.most)
            return True
        if len(self.ring) < self.capacity:
            self.ring.append(key)
            self.counts.append(0)
            return False
        while self.counts[self.hand]:
            self.counts[self.hand] -= 1
            self.hand = (self.hand + 1) % self.capacity
        self.ring[self.hand] = key
        self.hand = (self.hand + 1) % self.capacity
        return False

    def keys(self):
        return list(self.ring)


class RunsOffTheRing(SearchesTheRing):
    def request(self, key):
        if self.find(key) is None and len(self.ring) == self.capacity:
            while self.counts[self.hand]:
                self.counts[self.hand] -= 1
                self.hand += 1
            self.ring[self.hand] = key
            self.hand += 1
            return False
        return super().request(key)


class ForgetsToForget:
    def __init__(self, capacity, most):
        self.cache = ByEntries(capacity, most)
        self.seen = set()

    def request(self, key):
        found = key in self.seen
        self.seen.add(key)
        self.cache.request(key)
        return found

    def keys(self):
        return self.cache.keys()


class ByEntries:
    """A list of entries [key, count] and a dict from key to entry."""

    def __init__(self, capacity, most):
        self.entries = [[None, 0] for _ in range(capacity)]
        self.most, self.of, self.hand = most, {}, 0

    def request(self, key):
        if entry := self.of.get(key):
            entry[1] += entry[1] < self.most
            return True
        while (entry := self.entries[self.hand])[1]:
            entry[1] -= 1
            self.hand = (self.hand + 1) % len(self.entries)
        if len(self.of) < len(self.entries):
            entry = self.entries[len(self.of)]
        else:
            self.hand = (self.hand + 1) % len(self.entries)
            del self.of[entry[0]]
        entry[0] = key
        self.of[key] = entry
        return False

    def keys(self):
        return [key for key, _ in self.entries[: len(self.of)]]


class ByIndex(ByEntries):
    """The same, and the hand rests while places are free."""

    def request(self, key):
        if key not in self.of and len(self.of) < len(self.entries):
            entry = self.entries[len(self.of)]
            entry[0] = key
            self.of[key] = entry
            return False
        return super().request(key)


# --- early-refresh -----------------------------------------------------------------------------


def asks_for_the_latest(requests, ttl, takes):
    starts = []
    for now, u in requests:
        latest = [start for start in starts if start + takes <= now][-1]
        if now - takes * log(u) >= latest + takes + ttl:
            starts.append(now)
    return starts


def looks_at_all_runs(requests, ttl, takes):
    starts = []
    for now, u in requests:
        expiry = None
        for start in starts:
            if start + takes <= now:
                expiry = start + takes + ttl
        if expiry is None or now - takes * log(u) >= expiry:
            starts.append(now)
    return starts


def gives_the_ends(requests, ttl, takes):
    return [start + takes for start in by_events(requests, ttl, takes)]


def by_events(requests, ttl, takes):
    """Keep the runs on their way in a queue and the expiry of the answer in the cache."""
    starts, flying, expiry = [], [], None
    for now, u in requests:
        while flying and flying[0] <= now:
            expiry = flying.pop(0) + ttl
        if expiry is None or u <= exp((now - expiry) / takes):
            starts.append(now)
            flying.append(now + takes)
    return starts


# --- answered-by -------------------------------------------------------------------------------


def compares_all(requests, ttl):
    sources = []
    for position, (now, version, features) in enumerate(requests):
        source = position
        for earlier in range(position):
            then, other, same = requests[earlier]
            if sources[earlier] == earlier and other == version and same == features:
                source = earlier if now - then < ttl else position
        sources.append(source)
    return sources


def takes_the_dictionary(requests, ttl):
    stored, sources = {}, []
    for position, (now, version, features) in enumerate(requests):
        key = (version, features)
        if key not in stored or now - stored[key][0] >= ttl:
            stored[key] = (now, position)
        sources.append(stored[key][1])
    return sources


def writes_the_version_in(requests, ttl):
    stored, sources = {}, []
    for position, (now, version, features) in enumerate(requests):
        features["version"] = version
        key = frozenset(features.items())
        if key not in stored or now - stored[key][0] >= ttl:
            stored[key] = (now, position)
        sources.append(stored[key][1])
    return sources


def joins_without_a_gap(requests, ttl):
    stored, sources = {}, []
    for position, (now, version, features) in enumerate(requests):
        key = version + "".join(f"{name}{value}" for name, value in sorted(features.items()))
        if key not in stored or now - stored[key][0] >= ttl:
            stored[key] = (now, position)
        sources.append(stored[key][1])
    return sources


def by_sorted_items(requests, ttl):
    stored, sources = {}, []
    for position, (now, version, features) in enumerate(requests):
        key = (version, *sorted(features.items()))
        if key not in stored or requests[stored[key]][0] + ttl <= now:
            stored[key] = position
        sources.append(stored[key])
    return sources


# --- longest-ttl -------------------------------------------------------------------------------


def says_a_minute_in_words():
    return "a minute"


def all_of_the_mean():
    return 600 * 0.05


def rule_of_thumb():
    return 2 * 0.05 * 600


def by_bisection():
    low, high = 1e-6, 1.0
    for _ in range(60):
        middle = (low + high) / 2
        if 1 - (1 - exp(-middle)) / middle < 0.05:
            low = middle
        else:
            high = middle
    return 600 * low


WRONG = {
    "counting-clock": [
        Wrong("searches-the-ring", SearchesTheRing, "too many steps", "a dict"),
        Wrong("runs-off-the-ring", RunsOffTheRing, "crashed", "IndexError"),
        Wrong("forgets-to-forget", ForgetsToForget, "wrong"),
        Wrong("moves-while-places-are-free", ByEntries, "wrong"),
    ],
    "early-refresh": [
        Wrong("asks-for-the-latest", asks_for_the_latest, "crashed", "IndexError"),
        Wrong("looks-at-all-runs", looks_at_all_runs, "too many steps", "only the latest"),
        Wrong("gives-the-ends", gives_the_ends, "wrong"),
    ],
    "answered-by": [
        Wrong("compares-all", compares_all, "too many steps", "make a key"),
        Wrong("takes-the-dictionary", takes_the_dictionary, "crashed", "TypeError"),
        Wrong("joins-without-a-gap", joins_without_a_gap, "wrong", "look alike"),
        Wrong("writes-the-version-in", writes_the_version_in, "changed its input", "requests"),
    ],
    "longest-ttl": [
        Wrong("says-a-minute-in-words", says_a_minute_in_words, "wrong"),
        Wrong("all-of-the-mean", all_of_the_mean, "wrong"),
    ],
}

RIGHT = {
    "counting-clock": [ByIndex],
    "early-refresh": [by_events],
    "answered-by": [by_sorted_items],
    "longest-ttl": [rule_of_thumb, by_bisection],
}

EQUIVALENT = {}
