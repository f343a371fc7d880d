"""Wrong and right answers to the exercises of TTS fundamentals; see `daybyday.checking`."""

from math import cos, exp, log10, pi

from daybyday.checking import Wrong

# --- resonate ----------------------------------------------------------------------------------


def only_outputs(samples, frequency, bandwidth, rate, state):
    """Return the outputs without a state."""
    return [0.0 for _ in samples]


def takes_the_samples(samples, frequency, bandwidth, rate, state):
    """Write the outputs over the samples."""
    out, after = keeps_a_history(samples, frequency, bandwidth, rate, state)
    samples[:] = out
    return samples, after


def needs_two(samples, frequency, bandwidth, rate, state):
    """Take the state from the end of the block."""
    out, _ = keeps_a_history(samples, frequency, bandwidth, rate, state)
    return out, (out[-1], out[-2])


def keeps_a_history(samples, frequency, bandwidth, rate, state):
    """Put the state in front of the outputs and index backwards."""
    radius = exp(-pi * bandwidth / rate)
    b, c = 2 * radius * cos(2 * pi * frequency / rate), -radius * radius
    history = [state[1], state[0]]
    for x in samples:
        history.append(x * (1 - b - c) + b * history[-1] + c * history[-2])
    return history[2:], (history[-1], history[-2])


# --- glide -------------------------------------------------------------------------------------


def one_output_a_block(blocks):
    """Return the last output of each block."""
    out = joined(blocks)
    return out[-1:]


def empties_the_blocks(blocks):
    """Use the blocks up."""
    out = joined(blocks)
    blocks.clear()
    return out


def looks_two_back(blocks):
    """Index two back, also where nothing is there."""
    out = []
    for samples, (a, b, c) in blocks:
        for x in samples:
            out.append(a * x + b * out[-1] + c * out[-2])
    return out


def joined(blocks):
    """Make one list of samples with their coefficients first."""
    flat = [(x, *abc) for samples, abc in blocks for x in samples]
    history = [0, 0]
    for x, a, b, c in flat:
        history.append(a * x + b * history[-1] + c * history[-2])
    return history[2:]


# --- durbin ------------------------------------------------------------------------------------


def divides_by_lag_zero_only(correlation):
    """Return the normalised autocorrelations."""
    return [value / correlation[0] for value in correlation[1:]]


def takes_lags_away(correlation):
    """Use the correlations up."""
    answer = by_filter(correlation)
    correlation.clear()
    return answer


def needs_a_lag(correlation):
    """Begin with order 1 at once."""
    first = correlation[1] / correlation[0]
    return by_filter(correlation) or [first]


def by_filter(correlation):
    """Keep the filter 1, -alpha_1, ..., which is turned round as a whole."""
    filter_, error = [1.0], correlation[0]
    for m in range(1, len(correlation)):
        missing = 0.0
        for n in range(m):
            missing += filter_[n] * correlation[m - n]
        reflection = -missing / error
        longer = [*filter_, 0.0]
        filter_ = [
            one + reflection * other for one, other in zip(longer, longer[::-1], strict=True)
        ]
        error *= 1 - reflection * reflection
    return [-value for value in filter_[1:]]


# --- ring-in-milliseconds ----------------------------------------------------------------------


def simulates():
    """Let a pole decay sample by sample."""
    level, n, radius = 1.0, 0, exp(-pi * 50 / 16_000)
    while 20 * log10(level) > -60:
        level, n = level * radius, n + 1
    return n / 16


WRONG = {
    "resonate": [
        Wrong("only-outputs", only_outputs, verdict="wrong", words="resonate"),
        Wrong("takes-the-samples", takes_the_samples, verdict="changed its input", words="samples"),
        Wrong("needs-two", needs_two, verdict="crashed", words="IndexError"),
    ],
    "glide": [
        Wrong("one-output-a-block", one_output_a_block, verdict="wrong", words="glide"),
        Wrong(
            "empties-the-blocks", empties_the_blocks, verdict="changed its input", words="blocks"
        ),
        Wrong("looks-two-back", looks_two_back, verdict="crashed", words="IndexError"),
    ],
    "durbin": [
        Wrong("normalised", divides_by_lag_zero_only, verdict="wrong", words="durbin"),
        Wrong("takes-lags-away", takes_lags_away, verdict="changed its input", words="correlation"),
        Wrong("needs-a-lag", needs_a_lag, verdict="crashed", words="IndexError"),
    ],
    "ring-in-milliseconds": [
        Wrong("negative", lambda: -44.0, verdict="wrong", words="ms"),
        Wrong("a-text", lambda: "44 ms", verdict="wrong", words="a number of ms"),
    ],
}

RIGHT = {
    "resonate": [keeps_a_history],
    "glide": [joined],
    "durbin": [by_filter],
    "ring-in-milliseconds": [simulates],
}

EQUIVALENT = {
    "durbin": {
        "line 11: `True` -> `False`": "a list and its mirror image are equally long",
    },
}
