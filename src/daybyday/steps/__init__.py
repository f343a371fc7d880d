"""Step pictures: a small player for the steps of an algorithm, recorded from its real code.

``record`` runs a function unchanged and takes a picture after each executed line; the last
expression of a notebook cell shows the player::

    from daybyday.steps import Array, Mapping, Value, record

    record(
        two_sum, [3, 2, 11, 7, 15], 9,
        draw={"target": Value(), "nums": Array("i"), "seen": Mapping({"need": "target - num"})},
        notes={"if target": "{num} needs {target - num}"},
    )

It shows the function's source without docstring, the line just executed, the chosen locals after
that line, and what changed. Buttons, slider, arrow keys, Home and End step; space plays. Without
scripts, and in print, the steps stand as a strip; in a plain terminal they are lines of text.

Say how a local is drawn: ``draw`` maps a name, or any expression of the locals, to a kind.

=============  ====================================================  ==========================
kind           drawn value                                           a pointer's value is
=============  ====================================================  ==========================
``Value``      anything short, as ``name = value``
``Array``      list, string, tuple, 1-D array                        an index
``Mapping``    dict, or set                                          a key, there or not
``Stack``      list, its end the top                                 an index
``Queue``      list or deque, its start the front                    an index
``Grid``       list of rows, 2-D array                               a pair (row, column)
``LinkedList`` a node, or ``"left, right"`` for several heads        a node
``Tree``       a node, binary or n-ary, or a trie                    a node
``Heap``       list in heap order, as tree and row                   an index
``Graph``      dict or list of neighbours, weights if any            a node's name
=============  ====================================================  ==========================

``pointers`` (the first argument of each) are names of locals, ``"low high"``, or label →
expression, ``{"middle": "(low + high) // 2"}``. ``marks`` is an expression for the collection of
places to shade, ``"visited"``, or legend → expression. ``label`` replaces the panel's heading.
A name that has no value yet is left out of a step; one that never has a value is an error.
What changed in a step is tinted and bold without being asked for.

One example a kind::

    # two pointers, the part still in question shaded, with words for the legend
    record(pair_in_sorted, [1, 3, 4, 6, 9], 10,
           draw={"nums": Array("left right", marks={"in question": "range(left, right + 1)"})})

    # stack, with the character read
    record(is_valid, "{[]}(", draw={"text": Array({"read": "i"}), "stack": Stack()})

    # queue and graph: breadth first, visited shaded, waiting dashed, distances inside the nodes
    record(breadth_first, graph, "A",
           draw={"graph": Graph("node", marks="seen", frontier="queue", words="distance"),
                 "queue": Queue()})

    # linked list: nodes keep their places, arrows turn round
    record(reverse, head, draw={"head": LinkedList("previous current")})

    # tree: the open calls of a recursion are shown by themselves
    record(inorder, root, draw={"root": Tree("node", marks="order"), "order": Array()},
           at="order.append")

    # table, its headings, the cell being filled and the cells it is made from
    record(edit_distance, "cat", "cut",
           draw={"table": Grid({"cell": "(i, j)"}, marks="{(i-1, j), (i, j-1), (i-1, j-1)}",
                               rows="' ' + first", columns="' ' + second")},
           at="table[i][j]")

    # heap: the tree it stands for and the list it is
    record(push, [1, 3, 2, 7], 0, draw={"heap": Heap("child parent")})

Choosing steps. The first is the call, with its arguments. At most sixty are taken; a good figure
has five to twenty. ``at="append"`` (or a list) keeps the steps of the lines that contain the text.
``notes`` is one text for all steps or part of a line → text, each filled in like an f-string
after the line has run. ``follow=[Cache.get, Cache.put]`` shows those methods while
``function``, a short script, is run: ``draw={"self.order": LinkedList()}``.

Where no one function holds the story, take the pictures by hand::

    steps = Steps("Merging as samples arrive", draw={"buffer": Queue(), "total": Value()})
    for sample in stream:
        ...
        steps.add(f"{sample} arrives", buffer=buffer, total=total)
    steps

Values are read at once into plain text, so later changes do not reach earlier steps. The same
call gives the same bytes. Values too large for a picture are refused with
:class:`~daybyday.errors.CourseError`, which says what to do instead.
"""

from daybyday.steps.kinds import Array, Grid, Kind, Mapping, Queue, Stack, Value
from daybyday.steps.nodes import Graph, Heap, LinkedList, Tree
from daybyday.steps.trace import Steps, record

__all__ = [
    "Array",
    "Graph",
    "Grid",
    "Heap",
    "Kind",
    "LinkedList",
    "Mapping",
    "Queue",
    "Stack",
    "Steps",
    "Tree",
    "Value",
    "record",
]
