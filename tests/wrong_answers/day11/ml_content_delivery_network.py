"""Wrong and right answers to the exercises on content delivery."""

from bisect import bisect_left, insort

from daybyday.checking import Wrong

# --- hash-ring ---------------------------------------------------------------------------------


class LooksAtAll:
    def __init__(self):
        self.points = []

    def add(self, edge, places):
        self.points += [(place, edge) for place in places]
        self.points.sort()

    def remove(self, edge):
        self.points = [point for point in self.points if point[1] != edge]

    def owner(self, place):
        for at, edge in self.points:
            if at >= place:
                return edge
        return self.points[0][1] if self.points else None


class CrashesWhenEmpty(LooksAtAll):
    def owner(self, place):
        first = bisect_left(self.points, (place, "")) % len(self.points)
        return self.points[first][1]


class GivesThePoint(LooksAtAll):
    def owner(self, place):
        if self.points:
            return self.points[bisect_left(self.points, (place, "")) % len(self.points)]
        return None


class SortsTheirList(LooksAtAll):
    def add(self, edge, places):
        places.sort(reverse=True)
        super().add(edge, places)

    def owner(self, place):
        point = GivesThePoint.owner(self, place)
        return point and point[1]


class WithTwoLists:
    def __init__(self):
        self.places, self.names = [], {}

    def add(self, edge, places):
        for place in places:
            if place not in self.names:
                insort(self.places, place)
                self.names[place] = []
            insort(self.names[place], edge)

    def remove(self, edge):
        for place in list(self.names):
            if edge in self.names[place]:
                self.names[place].remove(edge)
                if not self.names[place]:
                    del self.names[place]
                    self.places.remove(place)

    def owner(self, place):
        if not self.places:
            return None
        low, high = 0, len(self.places)
        while low < high:
            middle = (low + high) // 2
            if self.places[middle] < place:
                low = middle + 1
            else:
                high = middle
        return self.names[self.places[low if low < len(self.places) else 0]][0]


# --- waits -------------------------------------------------------------------------------------


def goes_through_fetches(requests, way, ttl):
    fetches, waited = [], []
    for time, name in requests:
        found = None
        for arrival, fetched in fetches:
            if fetched == name and time < arrival + ttl:
                found = arrival
        if found is None:
            found = time + way
            fetches.append((found, name))
        waited.append(max(found - time, 0))
    return waited


def counts_fetches(requests, way, ttl):
    return by_start(requests, way, ttl).count(way)


def takes_the_first(requests, way, ttl):
    requests[0]
    return by_start(requests, way, ttl)


def empties_the_list(requests, way, ttl):
    answer = by_start(requests, way, ttl)
    requests.clear()
    return answer


def negative_waits(requests, way, ttl):
    started, waited = {}, []
    for time, name in requests:
        if time - started.get(name, -(10**9)) >= way + ttl:
            started[name] = time
        waited.append(started[name] + way - time)
    return waited


def by_start(requests, way, ttl):
    started, waited = {}, []
    for time, name in requests:
        age = time - started.get(name, -(10**9))
        if age >= way + ttl:
            started[name], age = time, 0
        waited.append(way - age if age < way else 0)
    return waited


# --- resume ------------------------------------------------------------------------------------


def text_only(answers):
    return by_kind(answers)[1]


def takes_the_last(answers):
    answers[-1]
    return by_kind(answers)


def gives_a_list(answers):
    return list(by_kind(answers))


def takes_them_out(answers):
    answer = by_kind(answers)
    answers.clear()
    return answer


def by_kind(answers):
    state = (None, "")
    for status, version, first, part in answers:
        held, text = state
        match status:
            case 200:
                state = (version, part)
            case 206:
                if version == held:
                    state = (held, text + part) if first == len(text) else state
                elif first:
                    state = (None, "")
                else:
                    state = (version, part)
    return state


# --- terabytes ---------------------------------------------------------------------------------


def in_gigabytes():
    return 24_500.0


def in_words():
    return "about 25"


def phone_by_phone():
    return sum(20e6 + (15e6 if phone % 10 < 3 else 0) for phone in range(1_000)) * 1_000 / 1e12


WRONG = {
    "hash-ring": [
        Wrong("looks-at-all", LooksAtAll, "too many steps", "search by halving"),
        Wrong("crashes-when-empty", CrashesWhenEmpty, "crashed", "ZeroDivisionError"),
        Wrong("gives-the-point", GivesThePoint, "wrong"),
        Wrong("sorts-their-list", SortsTheirList, "changed its input"),
    ],
    "waits": [
        Wrong("goes-through-fetches", goes_through_fetches, "too many steps", "look the name up"),
        Wrong("counts-fetches", counts_fetches, "wrong"),
        Wrong("takes-the-first", takes_the_first, "crashed", "IndexError"),
        Wrong("empties-the-list", empties_the_list, "changed its input", "requests"),
        Wrong("negative-waits", negative_waits, "wrong"),
    ],
    "resume": [
        Wrong("text-only", text_only, "wrong"),
        Wrong("takes-the-last", takes_the_last, "crashed", "IndexError"),
        Wrong("gives-a-list", gives_a_list, "wrong"),
        Wrong("takes-them-out", takes_them_out, "changed its input", "answers"),
    ],
    "terabytes": [
        Wrong("in-gigabytes", in_gigabytes, "wrong"),
        Wrong("in-words", in_words, "wrong"),
    ],
}

RIGHT = {
    "hash-ring": [WithTwoLists],
    "waits": [by_start],
    "resume": [by_kind],
    "terabytes": [phone_by_phone],
}
