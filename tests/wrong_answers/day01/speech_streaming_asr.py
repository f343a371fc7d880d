"""Wrong and right answers to the exercises of Streaming ASR; see `daybyday.checking`."""

from daybyday.checking import Wrong

# --- cut-frames --------------------------------------------------------------------------------


def pads_the_last_frame(rest, packet, size):
    """Fill the last frame with zeros instead of waiting."""
    waiting = rest + packet
    waiting += bytes(-len(waiting) % size)
    return [waiting[at : at + size] for at in range(0, len(waiting), size)], b""


def pair_as_list(rest, packet, size):
    """Return a list where a pair is asked for."""
    return list(cut_by_slices(rest, packet, size))


def reads_past_the_end(rest, packet, size):
    """Look at the byte after the last."""
    waiting = rest + packet
    frames, at = [], 0
    while waiting[at] is not None:
        frames.append(waiting[at : at + size])
        at += size
    return frames, waiting[at:]


def cut_by_slices(rest, packet, size):
    """Take frames off the front until too little is left."""
    waiting, frames = rest + packet, []
    while len(waiting) >= size:
        frames.append(waiting[:size])
        waiting = waiting[size:]
    return frames, waiting


# --- agreed ------------------------------------------------------------------------------------


def changes_the_partials(partials):
    """Cut each partial result down to what it agrees on, in place."""
    for before, now in zip([[], *map(list, partials)], partials, strict=False):
        same = 0
        while same < min(len(before), len(now)) and before[same] == now[same]:
            same += 1
        del now[same:]
    return [list(now) for now in partials]


def waits_for_three(partials):
    """Ask for three partial results in a row."""
    shown, screens = [], []
    for at, partial in enumerate(partials):
        for place in range(len(shown), len(partial)):
            beginnings = [earlier[: place + 1] for earlier in partials[max(0, at - 2) : at]]
            if at < 2 or any(beginning != partial[: place + 1] for beginning in beginnings):
                break
            shown = [*shown, partial[place]]
        screens.append(shown)
    return screens


def first_partial_agrees_with_itself(partials):
    """Compare the first partial result with itself."""
    shown, screens = [], []
    for before, partial in zip([*partials[:1], *partials], partials, strict=False):
        same = 0
        while same < min(len(before), len(partial)) and before[same] == partial[same]:
            same += 1
        shown = shown + partial[len(shown) : same]
        screens.append(list(shown))
    return screens


def agreed_recursively(partials):
    """Extend the screen of all but the last partial result."""
    if not partials:
        return []
    screens = agreed_recursively(partials[:-1])
    shown = list(screens[-1]) if screens else []
    if len(partials) > 1:
        before, now = partials[-2:]
        while (
            len(shown) < min(len(before), len(now))
            and before[: len(shown) + 1] == now[: len(shown) + 1]
        ):
            shown.append(now[len(shown)])
    return [*screens, shown]


# --- frames-by-caller --------------------------------------------------------------------------


def flushes_everybody(events, size):
    """Turn what is left over into frames also for callers who have not hung up."""
    frames = rests_in_a_dict(events, size)
    sound = {caller: b"" for caller, _ in events}
    for caller, packet in events:
        sound[caller] = b"" if packet is None else sound[caller] + packet
    for caller, waiting in sound.items():
        if len(waiting) % size:
            frames[caller].append(waiting[-(len(waiting) % size) :])
    return frames


def forgets_the_silent(events, size):
    """Leave out callers without a frame."""
    return {caller: frames for caller, frames in rests_in_a_dict(events, size).items() if frames}


def looks_up_before_it_is_there(events, size):
    """Expect a session for each caller."""
    frames, rests = {}, {}
    for caller, packet in events:
        rests[caller] += packet
        frames[caller] = [rests[caller]]
    return frames


def rests_in_a_dict(events, size):
    """Keep each caller's sound as a list of bytes and cut by the byte."""
    frames, waiting = {}, {}
    for caller, packet in events:
        done = frames.setdefault(caller, [])
        rest = waiting.setdefault(caller, [])
        for byte in packet or b"":
            rest.append(byte)
            if len(rest) == size:
                done.append(bytes(rest))
                rest.clear()
        if packet is None:
            if rest:
                done.append(bytes(rest))
            del waiting[caller]
    return frames


WRONG = {
    "cut-frames": [
        Wrong("pads-the-last-frame", pads_the_last_frame, verdict="wrong", words="cut_frames"),
        Wrong("pair-as-list", pair_as_list, verdict="wrong", words="tuple"),
        Wrong("reads-past-the-end", reads_past_the_end, verdict="crashed", words="IndexError"),
    ],
    "agreed": [
        Wrong(
            "changes-the-partials",
            changes_the_partials,
            verdict="changed its input",
            words="partials",
        ),
        Wrong("waits-for-three", waits_for_three, verdict="wrong", words="A shown word stays."),
        Wrong(
            "first-agrees-with-itself",
            first_partial_agrees_with_itself,
            verdict="wrong",
            words="has nothing to agree with",
        ),
    ],
    "frames-by-caller": [
        Wrong(
            "flushes-everybody",
            flushes_everybody,
            verdict="wrong",
            words="What is left over is still waiting.",
        ),
        Wrong("forgets-the-silent", forgets_the_silent, verdict="wrong", words="still waiting"),
        Wrong(
            "looks-up-before-it-is-there",
            looks_up_before_it_is_there,
            verdict="crashed",
            words="KeyError",
        ),
    ],
    "cores-at-the-end": [
        Wrong("a-text", lambda: "300 cores", verdict="wrong", words="a number of cores"),
    ],
}

RIGHT = {
    "cut-frames": [cut_by_slices],
    "agreed": [agreed_recursively],
    "frames-by-caller": [rests_in_a_dict],
    "cores-at-the-end": [lambda: 0.05 * 600 / 0.1],
}

EQUIVALENT = {}
