"""Exercises of the lesson on content delivery."""

from daybyday.checking import Budget, Case, Exercise, Misconception, within_factor

# --- hash-ring ---------------------------------------------------------------------------------


class _AllPlaces:
    """Ask every edge on the ring how far away it is."""

    def __init__(self):
        self.edges = {}

    def add(self, edge, places):
        self.edges[edge] = set(places)

    def remove(self, edge):
        del self.edges[edge]

    def owner(self, place):
        far = [((p - place) % 1000, edge) for edge, places in self.edges.items() for p in places]
        return min(far)[1] if far else None


class _Base:
    def __init__(self):
        self.edges = {}

    def add(self, edge, places):
        self.edges[edge] = list(places)

    def remove(self, edge):
        self.edges.pop(edge)

    def points(self):
        return sorted((place, edge) for edge, places in self.edges.items() for place in places)


class _DoesNotGoRound(_Base):
    def owner(self, place):
        return next((edge for at, edge in self.points() if at >= place), None)


class _SkipsThePlaceItself(_Base):
    def owner(self, place):
        points = self.points()
        return next((edge for at, edge in points if at > place), points[0][1] if points else None)


class _GoesBack(_Base):
    def owner(self, place):
        points = self.points()
        before = [edge for at, edge in points if at <= place]
        return before[-1] if before else (points[-1][1] if points else None)


class _TakesTheNearest(_Base):
    def owner(self, place):
        points = self.points()
        far = [(min((at - place) % 1000, (place - at) % 1000), edge) for at, edge in points]
        return min(far)[1] if far else None


class _KeepsOnePlace(_Base):
    def add(self, edge, places):
        self.edges[edge] = [places[0]]

    def owner(self, place):
        far = [((at - place) % 1000, edge) for at, edge in self.points()]
        return min(far)[1] if far else None


class _OneEdgeAPlace:
    def __init__(self):
        self.at = {}

    def add(self, edge, places):
        self.at.update(dict.fromkeys(places, edge))

    def remove(self, edge):
        self.at = {place: other for place, other in self.at.items() if other != edge}

    def owner(self, place):
        far = [((at - place) % 1000, edge) for at, edge in self.at.items()]
        return min(far)[1] if far else None


class _LeavesPlacesBehind(_Base):
    def remove(self, edge):
        self.edges[edge] = self.edges[edge][1:]

    def owner(self, place):
        far = [((at - place) % 1000, edge) for at, edge in self.points()]
        return min(far)[1] if far else None


def _calls(st):
    """Return a strategy of calls in which edges are added when absent, removed when present."""
    places = st.lists(st.integers(0, 5).map(lambda k: 199 * k), min_size=1, max_size=3, unique=True)
    steps = st.tuples(st.sampled_from("abc"), places, st.integers(0, 999), st.booleans())

    def unfold(drawn):
        calls, present = [("HashRing",)], set()
        for edge, where, place, asks in drawn:
            if asks:
                calls.append(("owner", 199 * (place % 6) if place % 2 else place))
            elif edge in present:
                present.remove(edge)
                calls.append(("remove", edge))
            else:
                present.add(edge)
                calls.append(("add", edge, where))
        return (*calls, ("owner", 0), ("owner", 500), ("owner", 996))

    return st.lists(steps, max_size=8).map(unfold)


def _many_questions(n):
    calls = [("HashRing",), ("add", "a", [(7 * k) % 1000 for k in range(n)]), ("add", "b", [3])]
    return Case(*calls, *[("owner", (37 * k) % 1000) for k in range(n)])


_TWO = (("HashRing",), ("add", "a", [100, 600]), ("add", "b", [400]))

HASH_RING = Exercise(
    slug="hash-ring",
    title="A ring on which edges come and go",
    kind="class",
    function="HashRing",
    parameters="calls",
    cases=[
        Case(
            *_TWO,
            ("owner", 150),
            ("owner", 400),
            ("owner", 700),
            ("remove", "b"),
            ("owner", 150),
            gives=[None, None, None, "b", "b", "a", None, "a"],
        ),
        Case(("HashRing",), ("owner", 5), gives=[None, None], why="Nobody is on the ring."),
        Case(
            *_TWO,
            ("owner", 601),
            ("owner", 401),
            gives=[None, None, None, "a", "a"],
            why="After the last place the ring goes on at 0.",
        ),
        Case(
            ("HashRing",),
            ("add", "b", [300]),
            ("add", "a", [300]),
            ("owner", 10),
            ("remove", "a"),
            ("owner", 10),
            gives=[None, None, None, "a", None, "b"],
            why="Two edges at one place: the first in the alphabet owns it, the other stays.",
        ),
        Case(
            ("HashRing",),
            ("add", "a", [900, 200]),
            ("remove", "a"),
            ("owner", 100),
            ("add", "a", [500]),
            ("owner", 600),
            gives=[None, None, None, None, None, "a"],
            why="An edge that left may come back, at other places.",
        ),
    ],
    generated=_calls,
    oracle=_AllPlaces,
    budget=Budget(
        make=_many_questions,
        per=12,
        growth="n log n",
        sizes=(50, 800),
        says="Each question goes through the whole ring; keep the places in order and search by "
        "halving.",
    ),
    hints=(
        "Which order of the places makes the first one at or after a given place easy to find?",
        "`bisect` finds a position in a sorted list of pairs; with what should a place be paired, "
        "so that an edge standing there is not missed?",
        "What does a position past the end of the list mean on a ring?",
    ),
    why="The next place is found by binary search in the sorted places; past the last comes the "
    "first.",
    misconceptions=[
        Misconception(
            "does-not-go-round",
            _DoesNotGoRound,
            says="After the last place the ring goes on with the first.",
        ),
        Misconception(
            "skips-the-place-itself",
            _SkipsThePlaceItself,
            says="An edge that stands at the very place owns it.",
        ),
        Misconception("goes-back", _GoesBack, says="The owner stands at the place or after it."),
        Misconception(
            "takes-the-nearest",
            _TakesTheNearest,
            says="Not the nearest edge on either side: the first one going forward.",
        ),
        Misconception(
            "keeps-one-place",
            _KeepsOnePlace,
            says="An edge stands at each of its places, not only at the first.",
        ),
        Misconception(
            "one-edge-a-place",
            _OneEdgeAPlace,
            says="Two edges may stand at one place; the later must not drive out the earlier.",
        ),
        Misconception(
            "leaves-places-behind",
            _LeavesPlacesBehind,
            says="An edge that leaves takes all its places with it.",
        ),
    ],
)


# --- waits -------------------------------------------------------------------------------------


def _by_list_of_fetches(requests, way, ttl):
    """Look each request up in the list of all fetches so far."""
    fetches, waited = [], []
    for time, name in requests:
        usable = [
            start
            for start, fetched in fetches
            if fetched == name and start <= time < start + way + ttl
        ]
        if not usable:
            fetches.append((time, name))
            usable = [time]
        waited.append(max(0, usable[-1] + way - time))
    return waited


def _waits_with(
    requests,
    way,
    ttl,
    *,
    key=lambda name: name,
    joins=True,
    keeps=lambda arrival, ttl: arrival + ttl,
):
    arrivals, waited = {}, []
    for time, full in requests:
        name = key(full)
        there = name in arrivals and time < keeps(arrivals[name], ttl)
        if not there or (time < arrivals[name] and not joins):
            arrivals[name] = time + way
            waited.append(way)
        else:
            waited.append(max(arrivals[name] - time, 0))
    return waited


def _does_not_collapse(requests, way, ttl):
    arrivals, waited = {}, []
    for time, name in requests:
        first = arrivals.get(name)
        if first is not None and first <= time < first + ttl:
            waited.append(0)
            continue
        waited.append(way)
        if first is None or time >= first + ttl:
            arrivals[name] = time + way
    return waited


def _collapses_all_names(requests, way, ttl):
    return _waits_with(requests, way, ttl, key=lambda name: "all")


def _keeps_from_the_start(requests, way, ttl):
    return _waits_with(
        requests, way, ttl, keeps=lambda arrival, ttl: max(arrival - way + ttl, arrival)
    )


def _keeps_for_ever(requests, way, ttl):
    return _waits_with(requests, way, ttl, keeps=lambda arrival, ttl: float("inf"))


def _keeps_one_more(requests, way, ttl):
    return _waits_with(requests, way, ttl, keeps=lambda arrival, ttl: arrival + ttl + 1)


def _joining_is_free(requests, way, ttl):
    return [wait if wait == way else 0 for wait in _waits_with(requests, way, ttl)]


def _every_hit_renews(requests, way, ttl):
    until, arrivals, waited = {}, {}, []
    for time, name in requests:
        if time >= until.get(name, -1):
            arrivals[name] = time + way
        until[name] = max(arrivals[name], time) + ttl
        waited.append(max(arrivals[name] - time, 0))
    return waited


WAITS = Exercise(
    slug="waits",
    title="Collapse requests",
    function="waits",
    parameters="requests, way, ttl",
    cases=[
        Case([(0, "a"), (4, "a"), (10, "a")], 10, 50, gives=[10, 6, 0]),
        Case([(0, "a"), (5, "b"), (59, "a"), (60, "a")], 10, 50, gives=[10, 10, 0, 10]),
        Case([], 10, 50, gives=[], why="Nobody asks."),
        Case([(3, "a"), (3, "a")], 10, 50, gives=[10, 10], why="Both wait for the one fetch."),
        Case([(0, "a"), (9, "a")], 10, 1, gives=[10, 1], why="The fetch is still on its way."),
        Case([(0, "a"), (10, "a"), (11, "a")], 10, 1, gives=[10, 0, 10], why="Kept for 1 ms."),
        Case(
            [(0, "a"), (55, "a"), (62, "a"), (70, "a")],
            10,
            50,
            gives=[10, 0, 10, 2],
            why="Reading a name does not keep it longer.",
        ),
        Case([(0, "a"), (1, "b"), (2, "a")], 10, 50, gives=[10, 10, 8], why="Names are apart."),
    ],
    generated=lambda st: (
        st.lists(st.tuples(st.integers(0, 15), st.sampled_from("ab")), max_size=7).map(sorted),
        st.integers(1, 5),
        st.integers(1, 5),
    ),
    oracle=_by_list_of_fetches,
    budget=Budget(
        make=lambda n: ([(3 * place, f"name {place}") for place in range(n)], n, n),
        per=16,
        growth="n",
        says="All fetches are gone through for each request; look the name up instead.",
    ),
    hints=(
        "Which single moment must the edge remember for each name?",
        "Three stretches of time follow a fetch. Where are their borders, and to which side does "
        "each border belong?",
        "A request during the first stretch waits for the rest of it.",
    ),
    why="The moment of arrival tells whether a name is on its way, kept, or gone.",
    misconceptions=[
        Misconception(
            "does-not-collapse",
            _does_not_collapse,
            says="A name on its way is not fetched again: who asks waits for what is left of that "
            "fetch.",
        ),
        Misconception(
            "collapses-all-names",
            _collapses_all_names,
            says="A fetch serves those who ask for the same name, and nobody else.",
        ),
        Misconception(
            "keeps-from-the-start",
            _keeps_from_the_start,
            says="The time to live begins when the name arrives, not when it was asked for.",
        ),
        Misconception(
            "keeps-for-ever", _keeps_for_ever, says="After its time to live a name is gone."
        ),
        Misconception(
            "keeps-one-more",
            _keeps_one_more,
            says="At arrival + ttl, the very moment, the name is gone.",
        ),
        Misconception(
            "joining-is-free",
            _joining_is_free,
            says="A name on its way is not there yet: who joins waits until it arrives.",
        ),
        Misconception(
            "every-hit-renews",
            _every_hit_renews,
            says="Reading a name does not keep it longer; only a fetch does.",
        ),
    ],
)


# --- resume ------------------------------------------------------------------------------------


def _from_the_last_start(answers):
    """Replay a machine of one state: the parts held, as a list."""
    parts, held = [], None
    for status, version, first, part in answers:
        if status not in (200, 206):
            continue
        known = status == 206 and held == version
        if known:
            if sum(map(len, parts)) == first:
                parts.append(part)
            continue
        whole = status == 200 or first == 0
        parts, held = ([part], version) if whole else ([], None)
    return held, "".join(parts)


def _put_together(answers):
    held, text = None, ""
    for status, version, _, part in answers:
        if status == 200:
            text = part
        elif status == 206:
            text += part
        held = version
    return held, text


def _resume_with(
    answers,
    *,
    whole=lambda status: status == 200,
    fits=lambda first, text: first == len(text),
    stranger=lambda held, text: (None, ""),
    restart=True,
):
    held, text = None, ""
    for status, version, first, part in answers:
        if whole(status):
            held, text = version, part
        elif status == 206 and version == held:
            text += part if fits(first, text) else ""
        elif status == 206:
            held, text = (version, part) if restart and first == 0 else stranger(held, text)
    return held, text


def _ignores_strangers(answers):
    return _resume_with(answers, stranger=lambda held, text: (held, text))


def _fills_gaps(answers):
    return _resume_with(answers, fits=lambda first, text: True)


def _adds_overlaps(answers):
    return _resume_with(answers, fits=lambda first, text: first <= len(text))


def _never_starts_with_a_part(answers):
    return _resume_with(answers, restart=False)


def _adds_whole_files(answers):
    held, text = None, ""
    for status, version, first, part in answers:
        if status in (200, 206) and version == held and first in (0, len(text)):
            text += part if first == len(text) or status == 200 else ""
        elif status in (200, 206) and version != held:
            held, text = (version, part) if first == 0 else (None, "")
    return held, text


def _takes_every_status(answers):
    return _resume_with(answers, whole=lambda status: status != 206)


def _keeps_the_version(answers):
    return _resume_with(answers, stranger=lambda held, text: (held, ""))


RESUME = Exercise(
    slug="resume",
    title="A download that goes on after a release",
    function="resume",
    parameters="answers",
    cases=[
        Case([(200, "v1", 0, "abc"), (206, "v1", 3, "de")], gives=("v1", "abcde")),
        Case([(206, "v1", 0, "abc"), (206, "v2", 3, "DE")], gives=(None, "")),
        Case([], gives=(None, ""), why="Nothing came."),
        Case([(206, "v1", 3, "de")], gives=(None, ""), why="A part without its beginning."),
        Case(
            [(206, "v1", 0, "abc"), (206, "v2", 0, "AB"), (206, "v2", 2, "C")],
            gives=("v2", "ABC"),
            why="The new version was begun at 0.",
        ),
        Case([(206, "v1", 0, "abc"), (206, "v1", 5, "f")], gives=("v1", "abc"), why="A gap."),
        Case([(206, "v1", 0, "abc"), (206, "v1", 2, "cd")], gives=("v1", "abc"), why="An overlap."),
        Case([(206, "v1", 0, "abc"), (206, "v1", 0, "ab")], gives=("v1", "abc"), why="Known."),
        Case([(200, "v1", 0, "abc"), (200, "v2", 0, "AB")], gives=("v2", "AB"), why="All anew."),
        Case([(200, "v1", 0, "abc"), (200, "v1", 0, "abc")], gives=("v1", "abc"), why="All anew."),
        Case(
            [(200, "v1", 0, "abc"), (304, "v1", 0, ""), (503, "", 0, "busy")],
            gives=("v1", "abc"),
            why="Neither brings a part of the file.",
        ),
        Case(
            [(206, "v1", 0, "abc"), (206, "v2", 3, "DE"), (206, "v1", 3, "de")],
            gives=(None, ""),
            why="After the second answer nothing is held.",
        ),
    ],
    generated=lambda st: (
        st.lists(
            st.tuples(
                st.sampled_from([200, 206, 206, 206, 304, 503]),
                st.sampled_from(["v1", "v2"]),
                st.integers(0, 3),
                st.sampled_from(["a", "bc"]),
            ).map(lambda answer: (*answer[:2], 0, answer[3]) if answer[0] == 200 else answer),
            max_size=6,
        ),
    ),
    oracle=_from_the_last_start,
    hints=(
        "What does the colleague's code never look at?",
        "Sort the answers by three questions: whole or part, which version, from where?",
        "After a part of another version from the middle of the file, what is still worth holding?",
    ),
    why="A part is added only to its own version and only at its own position.",
    misconceptions=[
        Misconception(
            "put-together",
            _put_together,
            says="This is still the colleague's code: it adds parts whatever their version and "
            "position.",
        ),
        Misconception(
            "ignores-strangers",
            _ignores_strangers,
            says="A part of another version tells that what is held is out of date: drop it.",
        ),
        Misconception(
            "fills-gaps",
            _fills_gaps,
            says="A part of the right version must also begin where the text held ends.",
        ),
        Misconception(
            "adds-overlaps",
            _adds_overlaps,
            says="A part that begins before the end of the text held overlaps it: ignore it.",
        ),
        Misconception(
            "never-starts-with-a-part",
            _never_starts_with_a_part,
            says="A part of another version that begins at 0 is a new beginning.",
        ),
        Misconception(
            "adds-whole-files",
            _adds_whole_files,
            says="A 200 is the whole file and replaces what is held, also of the same version.",
        ),
        Misconception(
            "takes-every-status",
            _takes_every_status,
            says="Only 200 and 206 bring text of the file; an error page is none of it.",
        ),
        Misconception(
            "keeps-the-version",
            _keeps_the_version,
            says="When nothing is held, no version is either: a later part cannot be added to "
            "nothing.",
        ),
    ],
)


# --- terabytes ---------------------------------------------------------------------------------


def _adds_the_stages():
    return 0.11 * 10e6 * (20e6 + 0.3 * 15e6) / 1e12


def _forgets_the_way_back():
    return 20.0


def _all_fetch_the_old_one():
    return 35.0


def _the_holders_fetch():
    return 20.0 + 0.7 * 15.0


def _the_same_weight():
    return 26.0


def _all_phones():
    return 245.0


TERABYTES = Exercise(
    slug="terabytes",
    title="A release that was taken back",
    function="terabytes",
    parameters="",
    cases=[Case(gives=24.5)],
    compare=within_factor(1.02, unit="TB"),
    hints=(
        "How many phones have fetched the new ranker when it is taken back?",
        "Which of them must fetch something on the way back, and what does that weigh?",
    ),
    why="A tenth of the phones fetch 20 MB once, and three in ten of these 15 MB more.",
    misconceptions=[
        Misconception(
            "adds-the-stages",
            _adds_the_stages,
            says="Stage 2 contains stage 1, and no phone fetches the same ranker twice.",
        ),
        Misconception(
            "forgets-the-way-back",
            _forgets_the_way_back,
            says="That is the way out; some phones fetch the old ranker again.",
        ),
        Misconception(
            "all-fetch-the-old-one",
            _all_fetch_the_old_one,
            says="Whoever still holds the old ranker fetches nothing on the way back.",
        ),
        Misconception(
            "the-holders-fetch",
            _the_holders_fetch,
            says="The 70 % hold the old ranker; the others fetch it.",
        ),
        Misconception(
            "the-same-weight", _the_same_weight, says="The old ranker weighs 15 MB, not 20."
        ),
        Misconception(
            "all-phones", _all_phones, says="The release was taken back before it reached all."
        ),
    ],
)


EXERCISES = [HASH_RING, WAITS, RESUME, TERABYTES]
