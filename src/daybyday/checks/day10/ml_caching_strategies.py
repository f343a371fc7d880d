"""Exercises of the lesson on caching strategies."""

from math import log

from daybyday.checking import Budget, Case, Exercise, Misconception, within_factor

# --- counting-clock ----------------------------------------------------------------------------


class _Rotates:
    """Keys and counts in a queue: who is spared goes back to the end; places are kept apart."""

    def __init__(self, capacity, most):
        self.capacity, self.most, self.queue, self.places = capacity, most, [], []

    def request(self, key):
        for entry in self.queue:
            if entry[0] == key:
                self.hit(entry)
                return True
        if len(self.queue) == self.capacity:
            while self.queue[0][1]:
                self.spare()
            victim = self.queue.pop(0)[0]
            self.places[self.places.index(victim)] = key
        else:
            self.places.append(key)
        self.queue.append([key, self.first()])
        return False

    def hit(self, entry):
        entry[1] = min(entry[1] + 1, self.most)

    def spare(self):
        key, count = self.queue.pop(0)
        self.queue.append([key, count - 1])

    def first(self):
        return 0

    def keys(self):
        return list(self.places)


class _CountsTheFirst(_Rotates):
    def first(self):
        return min(1, self.most)


class _CountsWithoutEnd(_Rotates):
    def hit(self, entry):
        entry[1] += 1


class _SparesOnce(_Rotates):
    def spare(self):
        self.queue.append([self.queue.pop(0)[0], 0])


class _Ring:
    """The ring itself, with steps to spoil."""

    stays = restarts = False

    def __init__(self, capacity, most):
        self.capacity, self.most, self.hand = capacity, most, 0
        self.ring, self.counts = [], []

    def request(self, key):
        if key in self.ring:
            place = self.ring.index(key)
            self.counts[place] = min(self.counts[place] + 1, self.most)
            return True
        if len(self.ring) < self.capacity:
            self.ring.append(key)
            self.counts.append(0)
            return False
        if self.restarts:
            self.hand = 0
        while self.counts[self.hand]:
            self.counts[self.hand] -= 1
            self.hand = (self.hand + 1) % self.capacity
        self.ring[self.hand] = key
        if not self.stays:
            self.hand = (self.hand + 1) % self.capacity
        return False

    def keys(self):
        return list(self.ring)


class _StaysAtTheNewKey(_Ring):
    stays = True


class _StartsOver(_Ring):
    restarts = True


def _calls(capacity, most, keys):
    """Return the calls that request the keys and ask after each what is kept."""
    requests = [call for key in keys for call in (("request", key), ("keys",))]
    return (("CountingClock", capacity, most), *requests)


COUNTING_CLOCK = Exercise(
    slug="counting-clock",
    title="A CLOCK that counts",
    function="CountingClock",
    parameters="capacity, most",
    kind="class",
    cases=[
        Case(
            ("CountingClock", 2, 2),
            *(("request", key) for key in "aaabc"),
            ("keys",),
            ("request", "d"),
            ("keys",),
            gives=[None, False, True, True, False, False, ["a", "c"], False, ["a", "d"]],
        ),
        Case(
            ("CountingClock", 2, 1),
            *(("request", key) for key in "aaabc"),
            ("keys",),
            ("request", "d"),
            ("keys",),
            gives=[None, False, True, True, False, False, ["a", "c"], False, ["d", "c"]],
        ),
        Case(*_calls(1, 2, [1, 1, 2, 1]), why="With one place the hand goes round in it."),
        Case(*_calls(2, 0, [1, 1, 2, 3, 1]), why="With `most` 0 no hit counts, as in FIFO."),
        Case(*_calls(3, 3, [1, 2, 3, 4, 5, 6, 7]), why="Without hits the oldest goes first."),
        Case(*_calls(3, 1, [1, 2, 3, 2, 4, 5, 6]), why="The hand goes on from where it stopped."),
        Case(*_calls(2, 2, [1, 1, 1, 1, 2, 3, 4, 5, 6]), why="A key keeps at most two counts."),
        Case(
            *_calls(3, 1, [1, 1, 2, 1, 3, 4, 5, 6]),
            why="While places are free the hand rests.",
        ),
    ],
    generated=lambda st: st.tuples(
        st.integers(1, 3), st.integers(0, 3), st.lists(st.integers(0, 5), max_size=14)
    ).map(lambda drawn: _calls(*drawn)),
    oracle=_Rotates,
    budget=Budget(
        make=lambda n: Case(
            ("CountingClock", n, 1),
            *(("request", key) for key in range(2 * n)),
            gives=[None] + [False] * (2 * n),
        ),
        per=36,
        growth="n",
        says="A request searches the ring for its key; keep the place of each key in a dict.",
    ),
    hints=(
        "May one eviction go round the whole ring more than once?",
        "When the hand stops, which three things change with the key that leaves?",
        "A key that is let in has not been hit yet; and where shall the hand look next time?",
    ),
    why="The hand pays for each place that it passes with a count that a hit has put there, so a "
    "request costs a constant on average.",
    misconceptions=[
        Misconception(
            "counts-the-first",
            _CountsTheFirst,
            says="The request that lets a key in is no hit: its counter starts at 0.",
        ),
        Misconception(
            "counts-without-end",
            _CountsWithoutEnd,
            says="A counter grows up to `most` and no further.",
        ),
        Misconception(
            "spares-once",
            _SparesOnce,
            says="The hand takes one count away, not all of them.",
        ),
        Misconception(
            "stays-at-the-new-key",
            _StaysAtTheNewKey,
            says="After the replacement the hand moves on, or the newest key goes next.",
        ),
        Misconception(
            "starts-over",
            _StartsOver,
            says="The hand goes on from where it stopped, not from the first place.",
        ),
    ],
)


# --- early-refresh -----------------------------------------------------------------------------


def _looks_back(requests, ttl, takes):
    """For each request, take the latest end among all runs that have ended."""
    starts = []
    for now, u in requests:
        ends = [start + takes for start in starts if start + takes <= now]
        if not ends or now + takes * -log(u) >= max(ends) + ttl:
            starts.append(now)
    return starts


def _with_rule(requests, ttl, takes, rule):
    starts = []
    for now, u in requests:
        ends = [start + takes for start in starts if start + takes <= now]
        if not ends or rule(now, u, max(ends) + ttl):
            starts.append(now)
    return starts


def _adds_the_logarithm(requests, ttl, takes):
    return _with_rule(requests, ttl, takes, lambda now, u, end: now + takes * log(u) >= end)


def _waits_for_the_end(requests, ttl, takes):
    return _with_rule(requests, ttl, takes, lambda now, u, end: now >= end)


def _still_uses_it(requests, ttl, takes):
    return _with_rule(requests, ttl, takes, lambda now, u, end: now - takes * log(u) > end)


def _forgets_the_run(requests, ttl, takes):
    return _with_rule(requests, ttl, takes, lambda now, u, end: now - log(u) >= end)


def _expires_from_the_start(requests, ttl, takes):
    return _with_rule(requests, ttl, takes, lambda now, u, end: now - takes * log(u) >= end - takes)


def _joins_a_run(requests, ttl, takes):
    starts = []
    for now, u in requests:
        if starts and now < starts[-1] + takes:
            continue
        if not starts or now - takes * log(u) >= starts[-1] + takes + ttl:
            starts.append(now)
    return starts


def _is_there_at_once(requests, ttl, takes):
    starts = []
    for now, u in requests:
        if not starts or now - takes * log(u) >= starts[-1] + takes + ttl:
            starts.append(now)
    return starts


EARLY_REFRESH = Exercise(
    slug="early-refresh",
    title="Recompute before you must",
    function="run_starts",
    parameters="requests, ttl, takes",
    cases=[
        Case([(0, 1.0), (5, 1.0), (10, 0.5), (20, 1.0)], 10, 2, gives=[0, 20]),
        Case([(0, 1.0), (5, 1.0), (10, 0.1), (20, 1.0)], 10, 2, gives=[0, 10]),
        Case([], 10, 2, gives=[], why="Without requests nothing runs."),
        Case([(0, 1.0)] * 3, 10, 2, gives=[0, 0, 0], why="Nobody knows of the others' runs."),
        Case(
            [(0, 1.0), (1, 1.0), (2, 1.0)],
            10,
            2,
            gives=[0, 1],
            why="The first answer is put in at 2; the request at 1 finds nothing.",
        ),
        Case([(0, 1.0), (12, 1.0)], 10, 2, gives=[0, 12], why="At 12 the answer of 2 has expired."),
        Case([(0, 1.0), (11, 1.0)], 10, 2, gives=[0], why="It expires at 12, ten after it came."),
        Case(
            [(0, 1.0), (1, 1.0), (12, 1.0), (13, 1.0)],
            10,
            2,
            gives=[0, 1, 13],
            why="The run that started at 1 put in an answer that expires at 13.",
        ),
        Case(
            [(0, 1.0), (10, 0.01), (11, 1.0), (12, 0.9)],
            10,
            2,
            gives=[0, 10],
            why="The early answer comes just in time, at 12.",
        ),
    ],
    generated=lambda st: (
        st.lists(
            st.tuples(st.integers(0, 24), st.sampled_from([1.0, 0.9, 0.5, 0.2, 0.05])), max_size=9
        ).map(sorted),
        st.integers(1, 8),
        st.integers(1, 4),
    ),
    oracle=_looks_back,
    budget=Budget(
        make=lambda n: ([(second, 1.0) for second in range(n)], 1, 2),
        per=14,
        growth="n",
        says="All earlier runs are looked at for each request; only the latest that ended counts.",
    ),
    hints=(
        "Which run's answer is in the cache at a given second?",
        "Runs take equally long, so in which order do they end?",
        "The logarithm of a number below 1 is negative; does the draw move the request's clock "
        "forwards or backwards?",
    ),
    why="Runs end in the order of their starts, so a position that only moves on names the answer "
    "in the cache.",
    misconceptions=[
        Misconception(
            "adds-the-logarithm",
            _adds_the_logarithm,
            says="The logarithm is negative; added, it makes a request late instead of early.",
        ),
        Misconception(
            "waits-for-the-end",
            _waits_for_the_end,
            says="This runs only when the answer has expired; the draw is not used.",
        ),
        Misconception(
            "still-uses-it",
            _still_uses_it,
            says="At the second at which it expires the answer is of no use any more.",
        ),
        Misconception(
            "forgets-the-run",
            _forgets_the_run,
            says="The draw is multiplied by the time that a run takes.",
        ),
        Misconception(
            "expires-from-the-start",
            _expires_from_the_start,
            says="An answer lives from the moment at which it is put in, the end of its run.",
        ),
        Misconception(
            "joins-a-run",
            _joins_a_run,
            says="Requests do not know of runs on their way: who finds no good answer starts one.",
        ),
        Misconception(
            "is-there-at-once",
            _is_there_at_once,
            says="A run that has started is not yet an answer; until its end the older one counts.",
        ),
    ],
)


# --- answered-by -------------------------------------------------------------------------------


def _searches_the_runs(requests, ttl):
    """Look for the latest earlier run of an equal question, and take it if it is young enough."""
    runs, sources = [], []
    for position, (now, version, features) in enumerate(requests):
        equal = [run for run in runs if requests[run][1:] == (version, features)]
        if equal and now - requests[equal[-1]][0] < ttl:
            sources.append(equal[-1])
        else:
            runs.append(position)
            sources.append(position)
    return sources


def _by_key(requests, ttl, key_of, old=lambda age, ttl: age >= ttl):
    stored, sources = {}, []
    for position, (now, version, features) in enumerate(requests):
        key = key_of(version, features)
        fetched, source = stored.get(key, (None, None))
        if fetched is None or old(now - fetched, ttl):
            stored[key], source = (now, position), position
        sources.append(source)
    return sources


def _sorted_key(version, features):
    return version, tuple(sorted(features.items()))


def _by_text(requests, ttl):
    return _by_key(requests, ttl, lambda version, features: str(features))


def _without_version(requests, ttl):
    return _by_key(requests, ttl, lambda version, features: _sorted_key("", features))


def _in_order_of_names(requests, ttl):
    return _by_key(requests, ttl, lambda version, features: (version, str(features)))


def _names_only(requests, ttl):
    return _by_key(requests, ttl, lambda version, features: (version, frozenset(features)))


def _values_only(requests, ttl):
    return _by_key(
        requests, ttl, lambda version, features: (version, tuple(sorted(features.values())))
    )


def _one_second_too_long(requests, ttl):
    return _by_key(requests, ttl, _sorted_key, old=lambda age, ttl: age > ttl)


def _empties_at_a_release(requests, ttl):
    stored, sources, current = {}, [], None
    for position, (now, version, features) in enumerate(requests):
        if version != current:
            stored, current = {}, version
        key = frozenset(features.items())
        fetched, source = stored.get(key, (None, None))
        if fetched is None or now - fetched >= ttl:
            stored[key], source = (now, position), position
        sources.append(source)
    return sources


def _renews_at_each_read(requests, ttl):
    stored, sources = {}, []
    for position, (now, version, features) in enumerate(requests):
        key = _sorted_key(version, features)
        read, source = stored.get(key, (None, None))
        if read is None or now - read >= ttl:
            source = position
        stored[key] = now, source
        sources.append(source)
    return sources


_FEATURES = [
    {},
    {"film": 7},
    {"film": 8},
    {"hour": 7},
    {"film": 7, "hour": 9},
    {"hour": 9, "film": 7},
    {"film": 9, "hour": 7},
]

ANSWERED_BY = Exercise(
    slug="answered-by",
    title="A cache that answers another question",
    function="answered_by",
    parameters="requests, ttl",
    cases=[
        Case(
            [(0, "v1", {"film": 7}), (1, "v2", {"film": 7}), (2, "v1", {"film": 7})],
            60,
            gives=[0, 1, 0],
        ),
        Case(
            [(0, "v1", {"film": 7, "hour": 9}), (1, "v1", {"hour": 9, "film": 7})],
            60,
            gives=[0, 0],
        ),
        Case([], 60, gives=[], why="Without requests there are no answers."),
        Case(
            [(0, "v1", {"film": 7}), (60, "v1", {"film": 7}), (119, "v1", {"film": 7})],
            60,
            gives=[0, 1, 1],
            why="At an age of exactly the time to live an answer is too old.",
        ),
        Case(
            [(0, "v1", {"film": 7}), (40, "v1", {"film": 7}), (80, "v1", {"film": 7})],
            60,
            gives=[0, 0, 2],
            why="An answer's age counts from its run, not from its last reading.",
        ),
        Case(
            [(0, "v1", {"film": 7}), (0, "v1", {"film": 8}), (0, "v1", {"film": 9})],
            60,
            gives=[0, 1, 2],
            why="Other values are another question.",
        ),
        Case(
            [(0, "v1", {"film": 7}), (0, "v1", {"hour": 7}), (0, "v1", {"day": 7})],
            60,
            gives=[0, 1, 2],
            why="The same value under another name is another question.",
        ),
        Case([(0, "v1", {}), (1, "v1", {}), (2, "v2", {})], 60, gives=[0, 0, 2]),
        Case(
            [(0, "v1", {"film": 7, "hour": 9}), (0, "v1", {"film": 9, "hour": 7})],
            60,
            gives=[0, 1],
            why="The same values with their names exchanged are another question.",
        ),
        Case(
            [(0, "v1", {"film": 71}), (0, "v1", {"film7": 1}), (0, "v1", {"film": 71})],
            60,
            gives=[0, 1, 0],
            why="A name may end in a digit: written without a gap, two questions look alike.",
        ),
    ],
    generated=lambda st: (
        st.lists(
            st.tuples(
                st.integers(0, 12), st.sampled_from(["v1", "v2"]), st.sampled_from(_FEATURES)
            ),
            max_size=7,
        ).map(lambda requests: sorted(requests, key=lambda request: request[0])),
        st.integers(1, 6),
    ),
    oracle=_searches_the_runs,
    budget=Budget(
        make=lambda n: ([(second, "v1", {"film": second}) for second in range(n)], 10),
        per=18,
        growth="n",
        says="All earlier requests are compared with each; make a key and look it up.",
    ),
    hints=(
        "What does an answer depend on, and what of that is in the colleague's key?",
        "Two dictionaries may be equal and yet print differently. What is equal whenever they are, "
        "and can be a key?",
    ),
    why="A key with all that the answer depends on and nothing else lets exactly the equal "
    "questions meet.",
    misconceptions=[
        Misconception(
            "by-text",
            _by_text,
            says="This is still the colleague's key: the version is missing, and the order of the "
            "names is in it.",
        ),
        Misconception(
            "without-version",
            _without_version,
            says="Another version of the model gives another answer.",
        ),
        Misconception(
            "in-order-of-names",
            _in_order_of_names,
            says="Equal features in another order are the same question.",
        ),
        Misconception("names-only", _names_only, says="The values of the features matter, too."),
        Misconception(
            "values-only", _values_only, says="Equal values may belong to different names."
        ),
        Misconception(
            "one-second-too-long",
            _one_second_too_long,
            says="At an age of exactly the time to live an answer is too old.",
        ),
        Misconception(
            "empties-at-a-release",
            _empties_at_a_release,
            says="Both versions are in use; the other's answers must stay.",
        ),
        Misconception(
            "renews-at-each-read",
            _renews_at_each_read,
            says="A reading does not make an answer younger.",
        ),
    ],
)


# --- longest-ttl -------------------------------------------------------------------------------


def _at_the_last_moment():
    return 600 * -log(0.95)


def _in_minutes():
    return 1.034


def _of_the_mean_directly():
    return 0.1 * 60


LONGEST_TTL = Exercise(
    slug="longest-ttl",
    title="The longest time to live",
    function="longest_ttl",
    parameters="",
    cases=[Case(gives=62.1)],
    compare=within_factor(1.05, unit="seconds"),
    hints=(
        "How likely is it that the truth has changed since an entry of age $a$ was fetched?",
        "Reads meet entries of all ages from 0 to the time to live; what is the average of that?",
    ),
    why="Reads are, on average, half a life old, so twice the allowed share of the mean time "
    "between changes is nearly right.",
    misconceptions=[
        Misconception(
            "at-the-last-moment",
            _at_the_last_moment,
            says="One read in twenty is then stale at the end of an entry's life; most reads come "
            "earlier.",
        ),
        Misconception("in-minutes", _in_minutes, says="The answer is asked for in seconds."),
        Misconception(
            "of-a-minute",
            _of_the_mean_directly,
            says="The truth changes once in ten minutes, not in one.",
        ),
    ],
)


EXERCISES = [COUNTING_CLOCK, EARLY_REFRESH, ANSWERED_BY, LONGEST_TTL]
