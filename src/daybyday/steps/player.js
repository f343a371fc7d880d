/* Turn each strip of frames on the page into a player, once. */
document.querySelectorAll(".dd-steps:not(.on)").forEach(function (root) {
  var body = root.querySelector(".bo");
  var frames = Array.from(root.querySelectorAll(".fr > li"));
  var lines = root.querySelectorAll(".co code");
  var still = matchMedia("(prefers-reduced-motion: reduce)");
  var now = 0;
  var timer = 0;
  var bar = document.createElement("div");
  bar.className = "bar";
  var say = document.createElement("div");
  say.className = "say";
  say.setAttribute("aria-live", "polite");
  function button(label, path, act) {
    var made = document.createElement("button");
    made.type = "button";
    draw(made, label, path);
    made.onclick = act;
    bar.append(made);
    return made;
  }
  function draw(made, label, path) {
    made.setAttribute("aria-label", label);
    made.title = label;
    made.innerHTML = '<svg width="16" height="16" aria-hidden="true"><path d="' + path + '"/></svg>';
  }
  function show(step, silent) {
    now = Math.max(0, Math.min(frames.length - 1, step));
    frames.forEach(function (frame, i) { frame.classList.toggle("now", i === now); });
    var frame = frames[now];
    lines.forEach(function (line, i) { line.classList.toggle("now", i === +(frame.dataset.l || -1)); });
    var count = "Step " + (now + 1) + " of " + frames.length;
    slider.value = now;
    slider.setAttribute("aria-valuetext", count);
    output.textContent = now + 1 + " / " + frames.length;
    first.setAttribute("aria-disabled", now === 0);
    back.setAttribute("aria-disabled", now === 0);
    next.setAttribute("aria-disabled", now === frames.length - 1);
    last.setAttribute("aria-disabled", now === frames.length - 1);
    if (!silent) {
      var words = Array.from(frame.lastElementChild.children).map(function (part) { return part.textContent; });
      words.push(frame.firstElementChild.getAttribute("aria-label"));
      say.textContent = count + ": " + words.join(". ");
    }
  }
  function stop() {
    clearInterval(timer);
    timer = 0;
    say.setAttribute("aria-live", "polite");
    draw(play, "Play", "M4 2l10 6-10 6z");
  }
  function turn() {
    if (timer) { stop(); return; }
    if (still.matches) { show(now + 1); return; }
    if (now === frames.length - 1) { show(0); }
    say.setAttribute("aria-live", "off");
    draw(play, "Pause", "M4 2h3v12H4zM9 2h3v12H9z");
    timer = setInterval(function () {
      if (!root.isConnected) { stop(); return; }
      show(now + 1);
      if (now === frames.length - 1) { stop(); }
    }, 1400);
  }
  function go(step) {
    stop();
    show(step);
  }
  var first = button("First step", "M2 2h2v12H2zM14 2v12L5 8z", function () { go(0); });
  var back = button("Step back", "M12 2v12L3 8z", function () { go(now - 1); });
  var play = button("Play", "M4 2l10 6-10 6z", turn);
  play.classList.add("play");
  var next = button("Step forward", "M4 2v12l9-6z", function () { go(now + 1); });
  var last = button("Last step", "M12 2h2v12h-2zM2 2v12l9-6z", function () { go(frames.length - 1); });
  var slider = document.createElement("input");
  slider.type = "range";
  slider.max = frames.length - 1;
  slider.setAttribute("aria-label", "Step");
  slider.oninput = function () { go(+slider.value); };
  var output = document.createElement("span");
  output.className = "of";
  bar.append(slider, output);
  body.tabIndex = 0;
  body.setAttribute("role", "group");
  body.setAttribute("aria-label", "Step picture: arrow keys, Home and End step, space plays");
  /* JupyterLab's own shortcuts (arrows fold headings) must not act inside the player. */
  root.setAttribute("data-lm-suppress-shortcuts", "true");
  root.addEventListener("keydown", function (event) {
    if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) { return; }
    var to = { ArrowLeft: now - 1, ArrowRight: now + 1, Home: 0, End: frames.length - 1 }[event.key];
    if (event.key === " " && event.target.tagName !== "BUTTON") { turn(); }
    else if (to !== undefined) { go(to); }
    else { return; }
    event.preventDefault();
    event.stopPropagation();
  });
  root.append(bar, say);
  root.classList.add("on");
  show(0, true);
});
