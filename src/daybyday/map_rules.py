"""What must hold in `curriculum.yml` and `interview-lists.yml`, beyond being YAML.

The shape is in `schemas/*.json`; the rules here are the references between the parts.
Each rule notes its faults in the `Marked` document with the line they stand on.
"""

import json
from collections import Counter
from difflib import get_close_matches
from importlib.resources import files

from daybyday.marked_yaml import Marked, Where

DAYS = 60
TRACKS = ("dsa", "ml", "speech")
# How many problems each published list names.
LIST_LENGTHS = {"blind75": 75, "neetcode150": 150, "grind75": 75}


def check_shape(document: Marked, schema_name: str) -> None:
    """Note every place where the document is not of its JSON Schema's shape."""
    import fastjsonschema

    schema = json.loads(files("daybyday").joinpath(f"schemas/{schema_name}.json").read_text())
    try:
        fastjsonschema.compile(schema, use_default=False)(document.data)
        return
    except fastjsonschema.JsonSchemaValueException:
        # It stops at the first fault; jsonschema lists them all but takes a second to import.
        from jsonschema import Draft7Validator
    for error in Draft7Validator(schema).iter_errors(document.data):
        _explain(document, error)


def _explain(document: Marked, error) -> None:
    """One schema error in words, at its line."""
    where: Where = tuple(error.absolute_path)
    name = f"`{_spoken(where)}`" if where else "the document"
    found, rule = error.instance, error.validator_value
    match error.validator:
        case "required":
            for key in rule:
                # jsonschema reports each missing key in an error of its own.
                if error.message.startswith(f"{key!r} "):
                    document.fault(where, f"{name} lacks `{key}`; add it")
        case "additionalProperties":
            known = error.schema["properties"]
            for key in found:
                if key not in known:
                    near = get_close_matches(str(key), known, n=1)
                    meant = f"did you mean `{near[0]}`?" if near else "delete it"
                    document.fault((*where, key), f"{name} has an unknown entry `{key}`; {meant}")
        case "enum" | "const":
            wanted = ", ".join(map(str, rule)) if error.validator == "enum" else rule
            document.fault(where, f"{name} is {found!r}; it must be one of: {wanted}")
        case "uniqueItems":
            document.fault(where, f"{name} has an entry twice; delete one")
        case "minItems":
            document.fault(where, f"{name} is empty; add an entry")
        case _:
            wanted = error.schema.get("description", f"of type {rule}")
            document.fault(where, f"{name} is {_short(found)}; it must be {wanted}")


def _spoken(where: Where) -> str:
    """`weeks.1.days.2.theme`, with entries of lists counted from 1 as people do."""
    return ".".join(str(part + 1) if isinstance(part, int) else part for part in where)


def _short(value) -> str:
    text = repr(value)
    return text if len(text) <= 60 else text[:57] + "…"


def check_weeks(document: Marked) -> None:
    """Note every broken reference within the map."""
    weeks = document.data["weeks"]
    _check_calendar(document, weeks)
    lessons = lessons_with_places(document)
    _check_slugs(document, lessons)
    _check_tags(document, lessons)
    by_slug = {lesson["slug"]: lesson for _, lesson in lessons}
    for where, lesson in lessons:
        _check_focus(document, where, lesson)
        _check_prerequisites(document, where, lesson, by_slug)
        has = [key for key in ("leetcode", "exercises") if key in lesson]
        if lesson["track"] == "dsa":
            for key in ("leetcode", "exercises"):
                if key not in has:
                    document.fault(
                        where, f"the DSA lesson `{lesson['slug']}` lacks `{key}`; add it"
                    )
        else:
            for key in has:
                message = f"`{key}` is for DSA lessons only; delete it"
                document.fault((*where, key), message)


def lessons_with_places(document: Marked) -> list[tuple[Where, dict]]:
    """Each lesson's entry with its way through the document."""
    return [
        (("weeks", w, "days", d, "lessons", n), lesson)
        for w, week in enumerate(document.data["weeks"])
        for d, day in enumerate(week["days"])
        for n, lesson in enumerate(day["lessons"])
    ]


def _check_calendar(document: Marked, weeks: list[dict]) -> None:
    """Weeks from 1, days from 1 to 60, three tracks a day in order."""
    expected_day = 1
    for w, week in enumerate(weeks):
        where: Where = ("weeks", w)
        if week["week"] != w + 1:
            message = f"week {week['week']} comes in place {w + 1}; number the weeks 1, 2, 3, …"
            document.fault((*where, "week"), message)
        numbers = [day["day"] for day in week["days"]]
        for key, number in (("first_day", numbers[0]), ("last_day", numbers[-1])):
            if week[key] != number:
                message = f"`{key}` is {week[key]}, but week {week['week']}'s days are "
                message += f"{numbers[0]} to {numbers[-1]}; write {number} or move the days"
                document.fault((*where, key), message)
        for d, day in enumerate(week["days"]):
            here = (*where, "days", d)
            if day["day"] != expected_day:
                message = f"day {day['day']} stands where day {expected_day} must; "
                message += f"the days run from 1 to {DAYS} without a gap"
                document.fault((*here, "day"), message)
            expected_day = day["day"] + 1
            tracks = tuple(lesson["track"] for lesson in day["lessons"])
            if tracks != TRACKS:
                message = f"day {day['day']} has the tracks {', '.join(tracks) or 'none'}; "
                message += f"it must have one lesson each of {', '.join(TRACKS)}, in this order"
                document.fault((*here, "lessons"), message)
            for n, lesson in enumerate(day["lessons"]):
                if lesson["day"] != day["day"]:
                    message = f"the lesson `{lesson['slug']}` says day {lesson['day']} but stands "
                    message += f"under day {day['day']}; write {day['day']} or move the lesson"
                    document.fault((*here, "lessons", n, "day"), message)
    if expected_day != DAYS + 1:
        where = ("weeks", len(weeks) - 1, "last_day")
        document.fault(where, f"the course ends on day {expected_day - 1}; it must be day {DAYS}")


def _check_slugs(document: Marked, lessons: list[tuple[Where, dict]]) -> None:
    first: dict[str, int] = {}
    for where, lesson in lessons:
        line = document.line((*where, "slug"))
        if lesson["slug"] in first:
            message = f"the slug `{lesson['slug']}` is taken by the lesson in line "
            message += f"{first[lesson['slug']]}; a slug is unique in the course, choose another"
            document.fault((*where, "slug"), message)
        first.setdefault(lesson["slug"], line)


def spelling_key(tag: str) -> str:
    """What two spellings of one tag have in common: no hyphens, no plural, -ise for -ize."""
    words = (word.removesuffix("s") if len(word) > 3 else word for word in tag.split("-"))
    return "".join(words).replace("iz", "is")


def _check_tags(document: Marked, lessons: list[tuple[Where, dict]]) -> None:
    """One spelling for each tag: the one used most, or first where they tie."""
    used = Counter(tag for _, lesson in lessons for tag in lesson["tags"])
    usual: dict[str, str] = {}
    for tag, _ in used.most_common():
        usual.setdefault(spelling_key(tag), tag)
    for where, lesson in lessons:
        for n, tag in enumerate(lesson["tags"]):
            here = (*where, "tags", n)
            if tag in lesson["tags"][:n]:
                document.fault(here, f"`{lesson['slug']}` has the tag `{tag}` twice; delete one")
            if usual[spelling_key(tag)] != tag:
                message = f"the tag `{tag}` is spelled `{usual[spelling_key(tag)]}` elsewhere; "
                document.fault(here, message + "use one spelling")


def _check_focus(document: Marked, where: Where, lesson: dict) -> None:
    areas = document.data["tracks"][lesson["track"]]["focus_areas"]
    places = [("focus_area",), *(("also_covers", n) for n in range(len(lesson["also_covers"])))]
    seen: set[str] = set()
    for place, area in zip(places, [lesson["focus_area"], *lesson["also_covers"]], strict=True):
        if area not in areas:
            near = get_close_matches(area, areas, n=1)
            meant = f"did you mean {near[0]!r}?" if near else f"choose from: {', '.join(areas)}"
            message = f"{area!r} is no focus area of the track `{lesson['track']}`; {meant}"
            document.fault((*where, *place), message)
        if area in seen:
            message = f"{area!r} is named twice in `{lesson['slug']}`; name it once"
            document.fault((*where, *place), message)
        seen.add(area)


def _check_prerequisites(document: Marked, where: Where, lesson: dict, by_slug: dict) -> None:
    for n, slug in enumerate(lesson["prerequisites"]):
        here = (*where, "prerequisites", n)
        if slug not in by_slug:
            near = get_close_matches(slug, by_slug, n=1)
            meant = f"did you mean `{near[0]}`?" if near else "name a lesson's slug"
            document.fault(here, f"no lesson is called `{slug}`; {meant}")
        elif by_slug[slug]["day"] >= lesson["day"]:
            message = f"`{slug}` is on day {by_slug[slug]['day']}, not before day {lesson['day']}; "
            document.fault(here, message + "a prerequisite comes on an earlier day")
        if slug in lesson["prerequisites"][:n]:
            document.fault(here, f"the prerequisite `{slug}` is named twice; delete one")


def check_problems(document: Marked, weeks: Marked) -> None:
    """Note every disagreement between the problems' list and the map's DSA lessons."""
    placed = [(w, lesson) for w, lesson in lessons_with_places(weeks) if lesson["track"] == "dsa"]
    lessons = {lesson["slug"]: lesson for _, lesson in placed}
    problems = document.data["problems"]
    rows: dict[str, int] = {}
    for n, problem in enumerate(problems):
        where: Where = ("problems", n)
        slug, role = problem["slug"], problem["as"]
        if slug in rows:
            message = f"the problem `{slug}` is listed already in line "
            message += f"{document.line(('problems', rows[slug]))}; delete one"
            document.fault((*where, "slug"), message)
        rows.setdefault(slug, n)
        lesson = lessons.get(problem["lesson"])
        if lesson is None:
            near = get_close_matches(problem["lesson"], lessons, n=1)
            meant = f"did you mean `{near[0]}`?" if near else "name the slug of one"
            message = f"no DSA lesson is called `{problem['lesson']}`; {meant}"
            document.fault((*where, "lesson"), message)
            continue
        has = [lesson.get("leetcode")] if role == "lesson" else lesson.get("exercises", [])
        if slug not in has:
            key = "leetcode" if role == "lesson" else "exercises"
            message = f"`{slug}` is to be the {role} of `{lesson['slug']}`, whose `{key}` in "
            message += f"{weeks.path} does not name it; make the two files agree"
            document.fault((*where, "as"), message)
        if role == "lesson" and slug in has and problem["difficulty"] != lesson["difficulty"]:
            message = f"`{slug}` is {problem['difficulty']} here and {lesson['difficulty']} in "
            document.fault((*where, "difficulty"), f"{message}{weeks.path}; make them agree")
    _check_every_problem_listed(document, weeks, placed, problems)
    for name, length in LIST_LENGTHS.items():
        count = sum(name in problem["lists"] for problem in problems)
        if count != length:
            message = f"{count} problems say they are in `{name}`, which has {length}; "
            document.fault(("problems",), message + "mend the `lists` of the one too many or few")


def _check_every_problem_listed(
    document: Marked, weeks: Marked, placed: list[tuple[Where, dict]], problems: list[dict]
) -> None:
    listed = {problem["slug"] for problem in problems}
    owner: dict[str, str] = {}
    for where, lesson in placed:
        named = [(("leetcode",), lesson.get("leetcode"))]
        named += [(("exercises", n), slug) for n, slug in enumerate(lesson.get("exercises", []))]
        for place, slug in named:
            if slug is None:
                continue
            if slug not in listed:
                message = f"the problem `{slug}` is not in {document.path}; add it there"
                weeks.fault((*where, *place), message)
            if slug in owner:
                message = f"the problem `{slug}` belongs to `{owner[slug]}` already; "
                weeks.fault((*where, *place), message + "a problem appears once in the course")
            owner.setdefault(slug, lesson["slug"])
