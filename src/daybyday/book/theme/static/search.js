/* The search page: lessons and problems by name, pattern and area first, then the text. */
"use strict";
addEventListener("DOMContentLoaded", () => {
  const query = new URLSearchParams(location.search).get("q") ?? "";
  for (const input of document.querySelectorAll("input[name=q]")) input.value = query;
  const words = query.toLowerCase().split(/[\s-]+/).filter(Boolean);
  if (!words.length) return;
  const root = document.documentElement.dataset.content_root;
  const found = Object.values(window.daybydayLessons ?? {}).filter((lesson) => {
    const text = `${lesson.title} ${lesson.words} ${lesson.difficulty}`.toLowerCase();
    return words.every((word) => text.includes(word));
  });
  found.sort((a, b) => Number(b.published) - Number(a.published) || a.day - b.day);
  const section = document.getElementById("search-lessons");
  section.hidden = !found.length;
  section.querySelector("ul").replaceChildren(...found.slice(0, 12).map((lesson) => {
    const item = document.createElement("li");
    const link = document.createElement("a");
    link.href = root + lesson.page;
    link.textContent = lesson.title;
    const facts = document.createElement("span");
    facts.className = "quiet";
    facts.textContent = ` · day ${lesson.day} · ${lesson.difficulty}${lesson.published ? "" : " · planned"}`;
    item.append(link, facts);
    return item;
  }));
});
