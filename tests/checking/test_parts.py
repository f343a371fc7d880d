"""The parts: the safe form of values, how they are shown, reports, mutants."""

import html.parser
import json
import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from daybyday.checking import Tree, close, exactly, graph, in_any_order, linked, tree
from daybyday.checking.encoding import MAX_DEPTH, decode, dumps, encode, loads
from daybyday.checking.explain import Opaque, canonical, explain, same
from daybyday.checking.mutants import mutants_of
from daybyday.checking.report import Report
from daybyday.checking.show import value

leaves = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(2**80), 2**80),
    st.floats(),
    st.complex_numbers(allow_nan=False),
    st.text(st.characters(), max_size=5),
    st.binary(max_size=5),
)
hashable = st.one_of(st.none(), st.booleans(), st.integers(), st.text(max_size=3))
values = st.recursive(
    leaves,
    lambda inner: st.one_of(
        st.lists(inner, max_size=4),
        st.lists(inner, max_size=4).map(tuple),
        st.dictionaries(hashable, inner, max_size=4),
        st.sets(hashable, max_size=4),
        st.frozensets(hashable, max_size=4),
        st.lists(inner, max_size=4).map(lambda items: linked(*items)),
        st.lists(st.integers(), max_size=4).map(lambda items: tree(*items)),
    ),
    max_leaves=12,
)
quick = settings(derandomize=True, database=None, deadline=None, max_examples=200)


@quick
@given(values)
def test_plain_values_arrive_as_they_were(item):
    assert same(decode(loads(dumps(encode(item)))), item)


@quick
@given(values, values)
def test_same_means_same_types_all_the_way_down(one, other):
    assert same(one, one)
    if same(one, other) and not isinstance(one, float):
        assert type(one) is type(other)
    if not same(one, other):
        assert isinstance(explain(one, other), str)
        assert exactly().fault(one, other, ()) is not None


@quick
@given(values)
def test_whatever_is_shown_is_short(item):
    assert len(value(item)) < 450


@pytest.mark.parametrize(
    "array",
    [
        np.arange(6.0).reshape(2, 3),
        np.array([], dtype=np.int8),
        np.array(3, dtype=np.uint16),
        np.array([1 + 2j]),
        np.array(["a", "bc"]),
        np.array(["2026-01-01"], dtype="datetime64[D]"),
        np.array([[True], [False]]),
        np.arange(6)[::2],
    ],
)
def test_arrays_arrive_as_they_were(array):
    back = decode(loads(dumps(encode(array))))
    assert back.dtype == array.dtype
    assert np.array_equal(back, array)
    assert same(back, array)


@pytest.mark.parametrize(
    ("item", "kind"),
    [
        (object(), "object"),
        ((n for n in [1]), "generator"),
        (iter([1]), "list_iterator"),
        (len, "builtin_function_or_method"),
        (np.array([object()]), "ndarray"),
        ({}.keys(), "dict_keys"),
        (range(3), "range"),
        (int, "type"),
    ],
)
def test_what_is_no_plain_value_is_named(item, kind):
    back = decode(loads(dumps(encode(item))))
    assert isinstance(back, Opaque)
    assert back.kind == kind
    assert back.sentence


def test_a_child_cannot_make_the_parent_build_anything_else():
    for form in (["x"], ["a"], [1], ["r"], [], ["d", [1]], ["a", "O", [1], "AAAAAAAAAAA="]):
        with pytest.raises(ValueError, match=r"no encoded value|cannot"):
            decode(form)


def test_nesting_up_to_the_limit_arrives():
    nested = []
    for _ in range(MAX_DEPTH - 1):
        nested = [nested]
    assert same(decode(encode(nested)), nested)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (True, 1),
        (1, 1.0),
        ([1], (1,)),
        ([True], [1]),
        ({1: True}, {1: 1}),
        ({True}, {1}),
        ("1", 1),
        (np.int64(1), 1),
        (np.array([1]), np.array([1.0])),
        (np.array([1, 2]), np.array([[1, 2]])),
        (linked(1), linked(True)),
        (linked(1), linked(1, back_to=0)),
        (linked(1), linked(1, random=[0])),
        (linked(1), tree(1)),
        (frozenset([1]), {1}),
    ],
)
def test_values_that_compare_equal_but_are_not_the_same(one, other):
    assert not same(one, other)
    assert canonical(one) != canonical(other)


def test_a_tree_by_its_paths_and_from_free_places():
    root = tree(5, 3, 8, None, 4)
    paths = {"": 5, "L": 3, "R": 8, "LR": 4}
    assert root.by_path() == paths
    assert Tree.of_paths(paths) == root
    assert Tree.grown([(0, 5), (0, 3), (0, 8), (1, 4)]) == root
    assert Tree.grown([]) == tree()
    assert Tree.of_paths({"": 1, "RR": 2}) == tree(1)


def test_nan_is_the_same_as_nan_and_none_as_an_empty_list():
    assert same([math.nan], [math.nan])
    assert same(0.0, -0.0)
    assert same(None, linked())
    assert same(None, tree())
    assert same(None, graph({}))
    assert not same(None, linked(1))


@pytest.mark.parametrize(
    ("got", "expected", "words"),
    [
        (1, True, "expected a bool, got an int"),
        ((1,), [1], "expected a list, got a tuple"),
        ([2, 1], [1, 2], "their order is not"),
        ([1], [1, 2], "2 is missing"),
        ([1, 2, 3], [1, 2], "3 should not be there"),
        ([1, 3], [1, 2], "position 1. It is off by one"),
        ({"a": 1}, {"b": 1}, "The key 'b' is missing"),
        ({"a": 1}, {"a": 2}, "The value of the key 'a' differs"),
        ("Abc", "abc", "upper and lower case"),
        ("a b", "ab", "white space"),
        (-3, 3, "sign"),
        (4, 3, "off by one"),
        ({1}, {1, 2}, "2 is missing"),
    ],
)
def test_explanations(got, expected, words):
    assert words in explain(got, expected)


def test_order_may_be_free_but_number_may_not():
    assert in_any_order().fault([2, 1], [1, 2], ()) is None
    assert in_any_order().fault([1, 1, 2], [1, 2, 2], ()) is not None
    assert close().fault({"a": [1.0]}, {"a": [1.0]}, ()) is None
    assert close().fault({"a": [1.0]}, {"a": [2.0]}, ()) is not None


@pytest.mark.parametrize(
    ("item", "text"),
    [
        (list(range(2000)), "[0, 1, 2, 3, 4, 5, 6, 7, … 1,990 more …, 1998, 1999]"),
        ((1,), "(1,)"),
        (set(), "set()"),
        ({3, 1, 2}, "{1, 2, 3}"),
        (linked(1, 2, back_to=0), "linked(1, 2, back_to=0)"),
        (linked(1, 2, random=[None, None]), "linked(1, 2)"),
        (linked(1, 2, random=[1, None]), "linked(1, 2, random=[1, None])"),
        (10**400, "an integer of 1,329 bits"),
        ("x" * 500, repr("x" * 80) + "… (500 characters)"),
        (np.float32(0.5), "float32(0.5)"),
        ({n: n for n in range(20)}, "{0: 0, 1: 1, 2: 2, 3: 3, 4: 4, 5: 5, 6: 6, 7: 7, … 12 more}"),
    ],
)
def test_values_as_a_person_reads_them(item, text):
    assert value(item) == text


# ---- reports -------------------------------------------------------------------------------------

REPORT = Report(
    id="a/b",
    title="<b>Bold & brave</b>",
    verdict="wrong",
    call="f('<script>')",
    expected="1",
    got="2",
    message="Use `<` here.",
    notes=["A note."],
    printed="out\n" * 400,
)


class Tags(html.parser.HTMLParser):
    def __init__(self):
        super().__init__()
        self.tags, self.text = [], ""

    def handle_starttag(self, tag, attributes):
        self.tags.append((tag, dict(attributes)))

    def handle_data(self, data):
        self.text += data


def test_a_report_as_html_says_in_words_what_colour_repeats():
    parsed = Tags()
    parsed.feed(REPORT._repr_html_())
    names = [tag for tag, _ in parsed.tags]
    assert "script" not in names
    assert "b" not in names
    assert ("div", "Check of <b>Bold & brave</b>") in [
        (tag, attributes.get("aria-label")) for tag, attributes in parsed.tags
    ]
    for words in ("wrong", "call", "expected", "got", "f('<script>')", "Use < here.", "A note."):
        assert words in parsed.text
    assert "more characters" in parsed.text


def test_a_report_survives_its_record():
    record = json.loads(json.dumps(REPORT.record()))
    assert Report.from_record({**record, "later": 1}) == REPORT
    data, metadata = REPORT._repr_mimebundle_()
    assert metadata["daybyday"] == record
    assert data["text/plain"] == str(REPORT)


def test_a_report_as_text():
    lines = str(REPORT).splitlines()
    assert lines[0] == "✗ wrong · a/b · <b>Bold & brave</b>"
    assert lines[1] == "  call:     f('<script>')"
    assert lines[-1] == "  A note."


# ---- mutants -------------------------------------------------------------------------------------

CODE = '''def f(values: list[int], least=0):
    """A docstring."""
    found = []
    for place in range(len(values)):
        if values[place] < 3 and not least:
            found.append(values[place] + 1)
            continue
        if values is None:
            raise ValueError("none")
    return found[:place]
'''
EXPECTED = {
    "line 1: `0` -> `1`",
    "line 1: `0` -> `-1`",
    "line 3: `found = []` dropped",
    "line 4: `range(len(values))` -> `range(len(values) + 1)`",
    "line 4: `range(len(values))` -> `range(len(values) - 1)`",
    "line 5: `if values[place] < 3 and (not least)` -> "
    "`if not (values[place] < 3 and (not least))`",
    "line 5: `values[place] < 3 and (not least)` -> `values[place] < 3 or not least`",
    "line 5: `values[place] < 3` -> `values[place] <= 3`",
    "line 5: `values[place] < 3` -> `values[place] >= 3`",
    "line 5: `not least` -> `least`",
    "line 5: `3` -> `4`",
    "line 5: `3` -> `2`",
    "line 6: `found.append(values[place] + 1)` dropped",
    "line 6: `values[place] + 1` -> `values[place] - 1`",
    "line 6: `1` -> `2`",
    "line 6: `1` -> `0`",
    "line 7: `continue` -> `break`",
    "line 8: `if values is None` -> `if not values is None`",
    "line 8: `values is None` -> `values is not None`",
    "line 10: `return found[:place]` -> `return None`",
    "line 10: `:place` -> `:place + 1`",
    "line 10: `:place` -> `:place - 1`",
}


def test_mutants_are_what_people_get_wrong():
    assert {mutant.name for mutant in mutants_of(CODE)} == EXPECTED


def test_mutants_differ_from_the_original_and_from_each_other():
    texts = [mutant.code for mutant in mutants_of(CODE)]
    assert CODE not in texts
    for text in texts:
        compile(text, "mutant", "exec")
    same_text = {t for t in texts if texts.count(t) > 1}
    assert not same_text or all("is" in text for text in same_text)


def test_mutants_stay_between_the_lines():
    assert {mutant.name.split(":")[0] for mutant in mutants_of(CODE, 5, 6)} == {"line 5", "line 6"}


def test_equal_changes_on_one_line_have_different_names():
    names = [mutant.name for mutant in mutants_of("def f(a):\n    return a + 1, a + 1\n")]
    assert len(names) == len(set(names))
    assert "line 2: `a + 1` -> `a - 1` (2)" in names
