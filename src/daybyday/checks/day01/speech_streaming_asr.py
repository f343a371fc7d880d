"""Exercises of the lesson Streaming ASR: keep decoder state between chunks."""

from itertools import takewhile

from daybyday.checking import Case, Exercise, Misconception, within_factor

# --- cut-frames --------------------------------------------------------------------------------


def _cut_by_the_byte(rest, packet, size):
    """Fill frames one byte after the other."""
    frames = [b""]
    for byte in rest + packet:
        frames[-1] += bytes([byte])
        if len(frames[-1]) == size:
            frames.append(b"")
    return frames[:-1], frames[-1]


def _forgets_the_rest(rest, packet, size):
    whole = len(packet) // size * size
    return [packet[at : at + size] for at in range(0, whole, size)], packet[whole:]


def _rest_after_the_packet(rest, packet, size):
    return _cut_by_the_byte(packet, rest, size)


def _short_last_frame(rest, packet, size):
    waiting = rest + packet
    return [waiting[at : at + size] for at in range(0, len(waiting), size)], b""


def _one_frame_a_packet(rest, packet, size):
    waiting = rest + packet
    if len(waiting) < size:
        return [], waiting
    return [waiting[:size]], waiting[size:]


def _drops_the_rest(rest, packet, size):
    return _cut_by_the_byte(rest, packet, size)[0], b""


CUT_FRAMES = Exercise(
    slug="cut-frames",
    title="Frames from packets",
    function="cut_frames",
    parameters="rest, packet, size",
    cases=[
        Case(b"ab", b"cdefg", 3, gives=([b"abc", b"def"], b"g")),
        Case(b"", b"ab", 3, gives=([], b"ab")),
        Case(b"", b"", 2, gives=([], b""), why="An empty packet changes nothing."),
        Case(b"a", b"", 2, gives=([], b"a"), why="An empty packet leaves the rest waiting."),
        Case(b"", b"abcdef", 2, gives=([b"ab", b"cd", b"ef"], b"")),
        Case(b"a", b"b", 2, gives=([b"ab"], b""), why="Rest and packet fill one frame exactly."),
        Case(b"", b"xyz", 1, gives=([b"x", b"y", b"z"], b"")),
    ],
    generated=lambda st: st.integers(1, 4).flatmap(
        lambda size: st.tuples(st.binary(max_size=size - 1), st.binary(max_size=9), st.just(size))
    ),
    oracle=_cut_by_the_byte,
    hints=(
        "What arrived earlier was spoken earlier: in which order do the two pieces belong?",
        "How many whole frames fit into the bytes that you have now? Integer division says it.",
        "Cut that many frames at multiples of the size; whatever stands after the last cut is the "
        "new rest.",
    ),
    why="The rest of the last call and the new packet are one piece of sound; integer division "
    "says where its last whole frame ends, and what follows waits for the next packet.",
    misconceptions=[
        Misconception(
            "forgets-the-rest",
            _forgets_the_rest,
            says="The bytes that waited in `rest` are missing.",
        ),
        Misconception(
            "rest-after-the-packet",
            _rest_after_the_packet,
            says="The rest was spoken before the packet, so it comes first.",
        ),
        Misconception(
            "short-last-frame",
            _short_last_frame,
            says="A frame that is not full must wait in the rest for the next packet.",
        ),
        Misconception(
            "one-frame-a-packet",
            _one_frame_a_packet,
            says="A packet can complete several frames; the rest is shorter than one frame.",
        ),
        Misconception(
            "drops-the-rest",
            _drops_the_rest,
            says="The bytes after the last whole frame are lost; return them as the new rest.",
        ),
    ],
)

# --- agreed ------------------------------------------------------------------------------------


def _common(one, other):
    """Length of the common beginning of two lists."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))


def _agreed_place_by_place(partials):
    """For each place on its own: the first agreement that reaches it decides its word."""
    agreement = [
        _common(before, now) for before, now in zip([[], *partials], partials, strict=False)
    ]
    screens = []
    for step in range(len(partials)):
        screen = []
        for place in range(max(agreement[: step + 1])):
            first = next(at for at in range(step + 1) if agreement[at] > place)
            screen.append(partials[first][place])
        screens.append(screen)
    return screens


def _takes_back(partials):
    pairs = zip([[], *partials], partials, strict=False)
    return [now[: _common(before, now)] for before, now in pairs]


def _shows_at_once(partials):
    return [list(partial) for partial in partials]


def _place_by_place_without_prefix(partials):
    shown, screens, previous = [], [], []
    for partial in partials:
        for place in range(len(shown), min(len(previous), len(partial))):
            if previous[place] == partial[place]:
                shown = [*shown, partial[place]]
        screens.append(shown)
        previous = partial
    return screens


def _one_list(partials):
    shown, screens, previous = [], [], []
    for partial in partials:
        shown += partial[len(shown) : _common(previous, partial)]
        screens.append(shown)
        previous = partial
    return screens


def _replaces_the_screen(partials):
    shown, screens, previous = [], [], []
    for partial in partials:
        if _common(previous, partial) > len(shown):
            shown = partial[: _common(previous, partial)]
        screens.append(shown)
        previous = partial
    return screens


AGREED = Exercise(
    slug="agreed",
    title="A screen that takes nothing back",
    function="agreed",
    parameters="partials",
    cases=[
        Case(
            [["the"], ["the", "best"], ["the", "best", "of"]], gives=[[], ["the"], ["the", "best"]]
        ),
        Case([["it"], ["it"], ["is"], ["is", "a"]], gives=[[], ["it"], ["it"], ["it"]]),
        Case([], gives=[], why="No partial result, no screen."),
        Case([["a"]], gives=[[]], why="One partial result has nothing to agree with."),
        Case([["a"], ["a"], []], gives=[[], ["a"], ["a"]], why="A shown word stays."),
        Case(
            [["a", "b"], ["c", "b"], ["c", "b"]],
            gives=[[], [], ["c", "b"]],
            why="A word counts only when all words before it agree too.",
        ),
        Case(
            [["a"], ["a"], ["b", "c"], ["b", "c"]],
            gives=[[], ["a"], ["a"], ["a", "c"]],
            why="The screen keeps `a` and adds only the word at the new place.",
        ),
        Case([["a", "b"], ["a", "b"], ["a"]], gives=[[], ["a", "b"], ["a", "b"]]),
    ],
    generated=lambda st: (st.lists(st.lists(st.sampled_from("ab"), max_size=3), max_size=5),),
    oracle=_agreed_place_by_place,
    hints=(
        "How many words at the beginning do this partial result and the one before have in common?",
        "The screen only grows: what is to be added if it shows fewer words than that, and what "
        "if it shows as many or more?",
        "The new words are `partial[len(shown):same]`; append a copy of the screen each time.",
    ),
    why="The common beginning with the previous partial result says how far to trust the present "
    "one; adding only the places beyond the screen's end means that nothing is taken back.",
    misconceptions=[
        Misconception(
            "takes-back",
            _takes_back,
            says="A word that has been shown disappears; the screen only grows.",
        ),
        Misconception(
            "shows-at-once",
            _shows_at_once,
            says="A word is shown before two partial results agree on it.",
        ),
        Misconception(
            "skips-what-differs",
            _place_by_place_without_prefix,
            says="A word counts only when all words before it agree too.",
        ),
        Misconception(
            "replaces-the-screen",
            _replaces_the_screen,
            says="Words that are on the screen are replaced; add only what stands after them.",
        ),
        Misconception(
            "one-list-for-all",
            _one_list,
            says="All screens are one and the same list, so earlier screens change with later "
            "ones; append a copy.",
        ),
    ],
)

# --- frames-by-caller --------------------------------------------------------------------------


def _frames_call_by_call(events, size):
    """Collect each call's whole sound first, then cut it."""
    calls = {}
    for caller, packet in events:
        finished, sound = calls.setdefault(caller, ([], []))
        if packet is None:
            finished.append(b"".join(sound))
            sound.clear()
        else:
            sound.append(packet)
    result = {}
    for caller, (finished, sound) in calls.items():
        frames = [call[at : at + size] for call in finished for at in range(0, len(call), size)]
        waiting = b"".join(sound)
        whole = len(waiting) // size * size
        result[caller] = frames + [waiting[at : at + size] for at in range(0, whole, size)]
    return result


def _given(events, size):
    frames, rest = {}, b""
    for caller, packet in events:
        frames.setdefault(caller, [])
        if packet is None:
            rest = b""
            continue
        rest += packet
        while len(rest) >= size:
            frames[caller].append(rest[:size])
            rest = rest[size:]
    return frames


def _shares_the_rest(events, size):
    frames, rest = {}, b""
    for caller, packet in events:
        frames.setdefault(caller, [])
        if packet is None:
            if rest:
                frames[caller].append(rest)
            rest = b""
            continue
        rest += packet
        while len(rest) >= size:
            frames[caller].append(rest[:size])
            rest = rest[size:]
    return frames


def _own_rests(events, size, at_hang_up):
    frames, rests = {}, {}
    for caller, packet in events:
        frames.setdefault(caller, [])
        rests.setdefault(caller, b"")
        if packet is None:
            at_hang_up(frames, rests, caller)
            continue
        rests[caller] += packet
        while len(rests[caller]) >= size:
            frames[caller].append(rests[caller][:size])
            rests[caller] = rests[caller][size:]
    return frames


def _loses_the_tail(events, size):
    def hang_up(frames, rests, caller):
        rests[caller] = b""

    return _own_rests(events, size, hang_up)


def _keeps_the_state(events, size):
    def hang_up(frames, rests, caller):
        if rests[caller]:
            frames[caller].append(rests[caller])

    return _own_rests(events, size, hang_up)


def _empty_last_frame(events, size):
    def hang_up(frames, rests, caller):
        frames[caller].append(rests.pop(caller))

    return _own_rests(events, size, hang_up)


FRAMES_BY_CALLER = Exercise(
    slug="frames-by-caller",
    title="Find the fault: mixed-up sessions",
    function="frames_by_caller",
    parameters="events, size",
    cases=[
        Case([("ann", b"abc"), ("ann", b"d"), ("ann", None)], 2, gives={"ann": [b"ab", b"cd"]}),
        Case(
            [("ann", b"a"), ("bob", b"xy"), ("ann", b"bc"), ("ann", None)],
            2,
            gives={"ann": [b"ab", b"c"], "bob": [b"xy"]},
        ),
        Case([], 2, gives={}),
        Case([("ann", b"a")], 2, gives={"ann": []}, why="What is left over is still waiting."),
        Case([("ann", None)], 2, gives={"ann": []}, why="A silent caller has no frame."),
        Case(
            [("ann", b"a"), ("ann", None)],
            2,
            gives={"ann": [b"a"]},
            why="What is left over when a caller hangs up is a last, shorter frame.",
        ),
        Case(
            [("ann", b"a"), ("ann", None), ("ann", b"bc")],
            2,
            gives={"ann": [b"a", b"bc"]},
            why="A caller who calls again starts with nothing left over.",
        ),
        Case(
            [("ann", b"a"), ("bob", None), ("ann", b"b")],
            2,
            gives={"ann": [b"ab"], "bob": []},
            why="One caller's hanging up is no business of another's.",
        ),
    ],
    generated=lambda st: (
        st.lists(
            st.tuples(
                st.sampled_from(["ann", "bob"]), st.none() | st.sampled_from([b"a", b"bc", b"def"])
            ),
            max_size=6,
        ),
        st.integers(1, 3),
    ),
    oracle=_frames_call_by_call,
    hints=(
        "Send one byte each from two callers, with frames of two bytes: whose frame is it?",
        "What is left over belongs to a caller, so it has to be looked up by the caller.",
        "On `None` take the caller's rest out of the table: it becomes the last frame if it is "
        "not empty, and the next call starts without it.",
    ),
    why="What is left over is a session's state: it is looked up by the caller, leaves the table "
    "when the caller hangs up, and is sound that has still to be delivered.",
    misconceptions=[
        Misconception(
            "as-given",
            _given,
            says="This is still the given function: one rest for all callers, thrown away at the "
            "end of a call.",
        ),
        Misconception(
            "one-rest-for-all",
            _shares_the_rest,
            says="The bytes left over from one caller end up in another caller's frame.",
        ),
        Misconception(
            "loses-the-tail",
            _loses_the_tail,
            says="What is left over when a caller hangs up is lost; it is the last, shorter frame.",
        ),
        Misconception(
            "keeps-the-state",
            _keeps_the_state,
            says="The rest of the finished call is still in the table when the caller calls again.",
        ),
        Misconception(
            "empty-last-frame",
            _empty_last_frame,
            says="A call that ends with a whole frame leaves nothing over, so no last frame.",
        ),
    ],
)

# --- cores-at-the-end --------------------------------------------------------------------------

CORES_AT_THE_END = Exercise(
    slug="cores-at-the-end",
    title="Estimate: the bill for re-decoding",
    function="cores_at_the_end",
    parameters="",
    cases=[Case(gives=300.0)],
    compare=within_factor(1.5, unit="cores"),
    hints=(
        "How many seconds of sound does the last packet make the service decode?",
        "How many such packets arrive in a second, and how much computing does a second of sound "
        "cost?",
    ),
    why="At the end each of ten packets a second makes the service decode 600 seconds of sound at "
    "0.05 seconds each: 10 · 600 · 0.05 = 300 cores, where carried state needs 0.05.",
    misconceptions=[
        Misconception(
            "average",
            lambda: 150.0,
            says="This is the average over the call; asked is its end, the longest prefix.",
        ),
        Misconception(
            "no-packets",
            lambda: 30.0,
            says="This decodes the call once a second; a packet arrives ten times a second.",
        ),
        Misconception(
            "no-real-time-factor",
            lambda: 6000.0,
            says="These are seconds of sound a second; each costs 0.05 seconds of computing.",
        ),
        Misconception(
            "carried-state",
            lambda: 0.05,
            says="This is the cost with carried state, where a packet is decoded once.",
        ),
        Misconception(
            "minutes",
            lambda: 5.0,
            says="The call lasts ten minutes, which is 600 seconds.",
        ),
    ],
)

EXERCISES = [CUT_FRAMES, AGREED, FRAMES_BY_CALLER, CORES_AT_THE_END]
