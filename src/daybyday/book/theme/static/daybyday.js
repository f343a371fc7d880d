/* Progress, theme, menu, filters: everything that a page does besides being read. */
"use strict";
(() => {
  const all = (selector, from = document) => [...from.querySelectorAll(selector)];
  const one = (selector, from = document) => from.querySelector(selector);

  /* The record: the form of `daybyday progress`, kept in this browser. */
  const KEY = "daybyday-progress";
  const empty = () => ({ version: 1, exercises: {}, lessons: {} });
  function load() {
    try {
      const record = JSON.parse(localStorage.getItem(KEY));
      if (isRecord(record)) return { ...empty(), ...record };
    } catch { /* no storage, or damaged: begin anew, and leave what is there until something is saved */ }
    return empty();
  }
  function save() {
    try { localStorage.setItem(KEY, JSON.stringify(record)); } catch { /* private mode: kept until the page is left */ }
    show();
  }
  const isDone = (slug) => Boolean(record.lessons[slug]?.done);
  const isPassed = (id) => Boolean(record.exercises[id]?.passes?.length);

  /* Two entries of one exercise in one, as daybyday.progress.merge_entries does it. */
  function mergeEntries(one, other) {
    if (!one || !other) return { ...(one ?? other) };
    const [early, late] = (one.last ?? "") <= (other.last ?? "") ? [one, other] : [other, one];
    const merged = { ...early, ...late };
    for (const key of ["attempts", "hints"]) if (key in merged) merged[key] = Math.max(one[key] ?? 0, other[key] ?? 0);
    merged.passes = [...new Set([...(one.passes ?? []), ...(other.passes ?? [])])].sort();
    const lastPass = (entry) => (entry.passes ?? []).at(-1) ?? "";
    if (merged.passes.length) merged.fingerprint = (lastPass(late) >= lastPass(early) ? late : early).fingerprint ?? "";
    if (merged.solution) merged.solution = [one.solution, other.solution].filter(Boolean).sort()[0];
    return merged;
  }
  function merge(other) {
    const lessons = { ...record.lessons };
    for (const [slug, theirs] of Object.entries(other.lessons ?? {})) {
      const days = [lessons[slug]?.done, theirs?.done].filter(Boolean).sort();
      lessons[slug] = { ...theirs, ...lessons[slug], ...(days.length && { done: days[0] }) };
    }
    const exercises = { ...record.exercises };
    for (const [id, theirs] of Object.entries(other.exercises ?? {})) exercises[id] = mergeEntries(exercises[id], theirs);
    record = { ...other, ...record, lessons, exercises };
  }
  const objects = (part) => part === undefined || (part && typeof part === "object" && !Array.isArray(part) && Object.values(part).every((entry) => entry && typeof entry === "object" && !Array.isArray(entry)));
  const isRecord = (other) => other && typeof other === "object" && other.version === 1 && objects(other.exercises) && objects(other.lessons);
  const today = () => new Date(Date.now() - new Date().getTimezoneOffset() * 60000).toISOString().slice(0, 10);

  let record = load();

  /* The names of all lessons: only fetched where something is to be named. */
  let waiting;
  function withCourse(use) {
    if (window.daybydayLessons) return use(window.daybydayLessons);
    if (waiting) return waiting.push(use);
    waiting = [use];
    const script = document.createElement("script");
    script.src = `${document.documentElement.dataset.content_root}_static/course.js`;
    script.onload = () => { for (const each of waiting.splice(0)) each(window.daybydayLessons); };
    document.head.append(script);
  }

  /* Marks wherever a lesson is named. */
  function show() {
    for (const link of all("a[data-lesson]")) link.classList.toggle("is-done", isDone(link.dataset.lesson));
    for (const cell of all("[data-cell]")) cell.classList.toggle("done", isDone(cell.dataset.cell));
    for (const row of all("[data-row]")) {
      const done = row.dataset.exercise
        ? isPassed(row.dataset.exercise) || (row.dataset.asLesson && isDone(row.dataset.asLesson))
        : isDone(row.dataset.row);
      row.dataset.marked = done ? "yes" : "";
      one("a, .planned", row)?.classList.toggle("is-done", Boolean(done) && Boolean(row.dataset.exercise));
    }
    for (const button of all("[data-done]")) {
      const done = isDone(button.dataset.done);
      button.setAttribute("aria-pressed", String(done));
      one("span", button).textContent = done ? "Done" : "Mark as done";
    }
    for (const place of all("[data-day-done]")) {
      const slugs = place.dataset.dayDone.split(" ");
      const done = slugs.filter(isDone).length;
      place.textContent = done ? ` · ${done} of ${slugs.length} done by you` : "";
    }
    for (const place of all("[data-track-done]")) {
      const done = all("#lesson-table [data-marked=yes]").length;
      place.textContent = done ? ` · ${done} done by you` : "";
    }
    const total = Object.keys(record.lessons).filter(isDone).length;
    for (const place of all("[data-all-done]")) place.textContent = total ? ` · ${total} done by you` : "";
    for (const place of all("[data-total-done]")) place.textContent = total;
    for (const place of all("[data-total-passed]")) place.textContent = Object.keys(record.exercises).filter(isPassed).length;
    for (const place of all("[data-list-passed]")) {
      const mine = all("[data-list]").filter((row) => row.dataset.row && row.dataset.list.split("|").includes(place.dataset.listPassed));
      const passed = mine.filter((row) => row.dataset.marked).length;
      place.textContent = passed ? `${passed} of ${mine.length} passed by you` : "";
    }
    const list = one("#done-list");
    if (list && total) withCourse(() => {
      list.replaceChildren(...Object.entries(record.lessons).filter(([slug]) => isDone(slug)).sort((a, b) => (a[1].done < b[1].done ? 1 : -1)).map(([slug, entry]) => {
        const lesson = window.daybydayLessons?.[slug];
        const item = document.createElement("li");
        const name = document.createElement(lesson ? "a" : "span");
        if (lesson) name.href = document.documentElement.dataset.content_root + lesson.page;
        name.textContent = lesson?.title ?? slug;
        item.append(name, ` ${String(entry.done).slice(0, 10)}`);
        return item;
      }));
    });
    else list?.replaceChildren();
    const goOn = one("[data-go-on]");
    if (goOn && total) withCourse((lessons) => {
      const open = Object.entries(lessons).filter(([slug, lesson]) => lesson.published && !isDone(slug));
      const latest = Object.entries(record.lessons).filter(([slug]) => isDone(slug) && lessons[slug]).sort((a, b) => (a[1].done < b[1].done ? 1 : -1))[0]?.[0];
      const [, next] = open.find(([, lesson]) => lesson.track === lessons[latest]?.track) ?? open[0] ?? [];
      goOn.hidden = !next;
      if (!next) return;
      const link = document.createElement("a");
      link.href = document.documentElement.dataset.content_root + next.page;
      link.textContent = next.title;
      goOn.replaceChildren("Go on with ", link, `, day ${next.day}.`);
    });
    for (const form of all("[data-filters]")) filter(form);
  }

  document.addEventListener("click", (event) => {
    const button = event.target.closest("button[data-done]");
    if (!button) return;
    const slug = button.dataset.done;
    if (isDone(slug)) delete record.lessons[slug];
    else record.lessons[slug] = { done: today() };
    save();
  });
  addEventListener("storage", (event) => { if (event.key === KEY) { record = load(); show(); } });

  /* Export and import. */
  const note = (text) => { const place = one("#progress-note"); if (place) place.textContent = text; };
  one("#export")?.addEventListener("click", () => {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([JSON.stringify(record, null, 2) + "\n"], { type: "application/json" }));
    link.download = "progress.json";
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
    note("Exported to progress.json.");
  });
  one("#import")?.addEventListener("change", async (event) => {
    const [file] = event.target.files;
    if (!file) return;
    try {
      const other = JSON.parse(await file.text());
      if (!isRecord(other)) throw new Error();
      merge(other);
      save();
      note(`Imported ${file.name}.`);
    } catch {
      note(`${file.name} is not a progress file; nothing was changed. Export one here or with “daybyday progress --export”.`);
    }
    event.target.value = "";
  });
  one("#forget")?.addEventListener("click", () => {
    if (!confirm("Forget every lesson and exercise kept in this browser?")) return;
    record = empty();
    save();
    note("Forgotten.");
  });

  /* Lists that can be filtered. The choice stays in the address, so it can be shared. */
  function filter(form) {
    const values = Object.fromEntries(new FormData(form));
    const words = (values.text ?? "").toLowerCase().split(/\s+/).filter(Boolean);
    const rows = all("[data-row]");
    let shown = 0;
    for (const row of rows) {
      const has = (field, key) => !values[field] || (row.dataset[key] ?? "").split("|").includes(values[field]);
      const state = values.state;
      const fits = has("difficulty", "difficulty") && has("focus", "focus") && has("tag", "tag") && has("list", "list")
        && (!state || (state === "done" ? row.dataset.marked : state === "open" ? row.dataset.state === "published" && !row.dataset.marked : row.dataset.state === state))
        && words.every((word) => row.textContent.toLowerCase().includes(word) || (row.dataset.tag ?? "").includes(word));
      row.hidden = !fits;
      shown += Boolean(fits);
    }
    for (const section of all("section:has(> .problems)")) section.hidden = !one("[data-row]:not([hidden])", section);
    one(".filter-count", form).textContent = shown === rows.length ? `${rows.length} in all` : `${shown} of ${rows.length}`;
    one(".no-match").hidden = shown > 0;
  }
  for (const form of all("[data-filters]")) {
    for (const [name, value] of new URLSearchParams(location.search)) if (form.elements[name]) form.elements[name].value = value;
    form.addEventListener("submit", (event) => event.preventDefault());
    const changed = () => {
      filter(form);
      const chosen = new URLSearchParams([...new FormData(form)].filter(([, value]) => value));
      history.replaceState(null, "", `${location.pathname}${chosen.size ? `?${chosen}` : ""}${location.hash}`);
    };
    form.addEventListener("input", changed);
    form.addEventListener("reset", () => setTimeout(changed));
  }

  /* What a lesson rests on. */
  const nodes = new Map(all("[data-node]").map((cell) => [cell.dataset.node, cell]));
  function trace(origin) {
    const needed = new Set();
    const visit = (slug) => {
      for (const other of (nodes.get(slug)?.dataset.needs ?? "").split(" ").filter(Boolean)) {
        if (!needed.has(other)) { needed.add(other); visit(other); }
      }
    };
    if (origin) visit(origin);
    for (const [slug, cell] of nodes) {
      cell.classList.toggle("is-needed", needed.has(slug));
      cell.classList.toggle("is-origin", slug === origin);
    }
    for (const dot of all("[data-dot]")) {
      dot.classList.toggle("is-needed", needed.has(dot.dataset.dot));
      dot.classList.toggle("is-origin", dot.dataset.dot === origin);
    }
    for (const edge of all("[data-edge]")) {
      const [to, from] = edge.dataset.edge.split(" ");
      edge.classList.toggle("is-needed", needed.has(from) && (to === origin || needed.has(to)));
    }
    const status = one(".needs-status");
    if (status && origin) status.textContent = `${one("a", nodes.get(origin)).textContent} rests on ${needed.size} ${needed.size === 1 ? "lesson" : "lessons"}.`;
  }
  if (nodes.size) {
    for (const kind of ["mouseover", "focusin"]) {
      document.addEventListener(kind, (event) => {
        const place = event.target.closest?.("[data-node], [data-dot]")?.dataset;
        trace(place?.node ?? place?.dot);
      });
    }
  }

  /* Theme and menu. */
  one("#theme").addEventListener("click", () => {
    const root = document.documentElement;
    const dark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
    root.dataset.theme = dark ? "light" : "dark";
    try { localStorage.setItem("daybyday-theme", root.dataset.theme); } catch { /* kept until the page is left */ }
  });
  const menu = one("#menu"), side = one("#side");
  const open = (on) => { menu.setAttribute("aria-expanded", String(on)); side.classList.toggle("is-open", on); };
  menu.addEventListener("click", () => open(!side.classList.contains("is-open")));
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      if (side.classList.contains("is-open")) { open(false); menu.focus(); }
      for (const details of all("details.menu[open]")) { details.open = false; one("summary", details).focus(); }
    }
    if (event.key === "/" && !event.ctrlKey && !event.metaKey && !event.altKey && !event.target.closest?.("input, textarea, select, [contenteditable]")) {
      event.preventDefault();
      one(".bar-search input").focus();
    }
  });
  document.addEventListener("click", (event) => {
    for (const details of all("details.menu[open]")) if (!details.contains(event.target)) details.open = false;
  });

  /* Copy buttons on code. */
  for (const block of all(".highlight")) {
    if (block.closest(".cell_output")) continue;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "copy";
    button.textContent = "Copy";
    button.setAttribute("aria-label", "Copy this code");
    button.addEventListener("click", async () => {
      const text = one("pre", block).textContent.replace(/\n$/, "");
      try { await navigator.clipboard.writeText(text); } catch {
        const area = document.createElement("textarea");
        area.value = text;
        document.body.append(area);
        area.select();
        document.execCommand("copy");
        area.remove();
      }
      button.textContent = "Copied";
      setTimeout(() => { button.textContent = "Copy"; }, 1500);
    });
    block.append(button);
  }

  /* What scrolls sideways can be reached with the keyboard. */
  const reachable = () => {
    /* First measure all, then change all: the page is laid out once. */
    const boxes = all("pre, .scroll, .cell_output, .math").map((box) => [box, box.scrollWidth > box.clientWidth + 1]);
    for (const [box, scrolls] of boxes) {
      if (scrolls) box.tabIndex = 0;
      else if (box.tabIndex === 0) box.removeAttribute("tabindex");
    }
  };
  addEventListener("resize", reachable);
  if (document.readyState === "complete") reachable();
  else addEventListener("load", reachable);

  /* The heading that is being read, in the list of contents. */
  const contents = new Map(all(".toc a[href^='#']").map((link) => [decodeURIComponent(link.hash.slice(1)), link]));
  if (contents.size) {
    const seen = new IntersectionObserver((entries) => {
      for (const entry of entries) {
        if (!entry.isIntersecting) continue;
        for (const link of contents.values()) link.classList.remove("is-here");
        contents.get(entry.target.id)?.classList.add("is-here");
      }
    }, { rootMargin: "-10% 0px -75% 0px" });
    for (const id of contents.keys()) { const section = document.getElementById(id); if (section) seen.observe(section); }
  }

  show();
})();
