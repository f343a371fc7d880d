/* Turn each strip of frames on the page into a player, once. */
document.querySelectorAll(".dd-steps:not(.on)").forEach((root) => {
  const body = root.querySelector(".dd-body");
  const frames = [...root.querySelectorAll(".dd-frames > li")];
  const lines = [...root.querySelectorAll(".dd-code > div")];
  const last = frames.length - 1;
  const still = matchMedia("(prefers-reduced-motion: reduce)");
  const make = (tag, into, attributes) => {
    const made = document.createElement(tag);
    Object.entries(attributes).forEach((pair) => made.setAttribute(...pair));
    into.append(made);
    return made;
  };
  const button = (label, path, act) => {
    const made = make("button", bar, { type: "button" });
    face(made, label, path);
    made.onclick = act;
    return made;
  };
  const face = (made, label, path) => {
    made.title = label;
    made.setAttribute("aria-label", label);
    made.innerHTML = `<svg width="16" height="16" aria-hidden="true"><path d="${path}"/></svg>`;
  };
  const show = (step, quiet) => {
    now = Math.max(0, Math.min(last, step));
    const frame = frames[now];
    const count = `Step ${now + 1} of ${frames.length}`;
    frames.forEach((other) => other.classList.toggle("now", other === frame));
    lines.forEach((line, i) => line.classList.toggle("now", String(i) === frame.dataset.l));
    slider.value = now;
    slider.setAttribute("aria-valuetext", count);
    output.textContent = `${now + 1} / ${frames.length}`;
    backward.forEach((made) => made.setAttribute("aria-disabled", now === 0));
    forward.forEach((made) => made.setAttribute("aria-disabled", now === last));
    if (quiet) return;
    const words = [...frame.querySelectorAll("p > *")].map((part) => part.textContent);
    words.push(frame.firstElementChild.getAttribute("aria-label"));
    say.textContent = `${count}: ${words.join(". ")}`;
  };
  const stop = () => {
    clearInterval(timer);
    timer = 0;
    say.setAttribute("aria-live", "polite");
    face(play, "Play", "M4 2l10 6-10 6z");
  };
  const go = (step) => {
    stop();
    show(step);
  };
  const turn = () => {
    if (timer) return stop();
    if (still.matches) return show(now + 1);
    if (now === last) show(0);
    say.setAttribute("aria-live", "off");
    face(play, "Pause", "M4 2h3v12H4zM9 2h3v12H9z");
    timer = setInterval(() => {
      if (root.isConnected) show(now + 1);
      if (now === last || !root.isConnected) stop();
    }, 1400);
  };
  let now = 0;
  let timer = 0;
  const bar = make("div", root, { class: "dd-bar" });
  const say = make("div", root, { class: "dd-say" });
  const backward = [
    button("First step", "M2 2h2v12H2zM14 2v12L5 8z", () => go(0)),
    button("Step back", "M12 2v12L3 8z", () => go(now - 1)),
  ];
  const play = button("Play", "", turn);
  play.className = "dd-play";
  const forward = [
    button("Step forward", "M4 2v12l9-6z", () => go(now + 1)),
    button("Last step", "M12 2h2v12h-2zM2 2v12l9-6z", () => go(last)),
  ];
  const slider = make("input", bar, { type: "range", max: last, "aria-label": "Step" });
  slider.oninput = () => go(+slider.value);
  const output = make("span", bar, { class: "dd-count" });
  body.tabIndex = 0;
  body.setAttribute("role", "group");
  body.setAttribute("aria-label", "Step picture: arrow keys, Home and End step, space plays");
  /* JupyterLab's own shortcuts (arrows fold headings) must not act inside the player. */
  root.setAttribute("data-lm-suppress-shortcuts", "true");
  root.addEventListener("keydown", (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const aims = { ArrowLeft: now - 1, ArrowRight: now + 1, Home: 0, End: last };
    if (event.key in aims) go(aims[event.key]);
    else if (event.key === " " && event.target.tagName !== "BUTTON") turn();
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
  root.classList.add("on");
  stop();
  show(0, true);
});
