// Every page works without this file; it saves taps and keeps words when the connection is gone.
(() => {
  "use strict";
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const store = {
    get(key) { try { return JSON.parse(localStorage.getItem(key)); } catch { return null; } },
    set(key, value) { try { value === null ? localStorage.removeItem(key) : localStorage.setItem(key, JSON.stringify(value)); } catch { /* a full or forbidden store only costs the convenience */ } },
  };
  all("[data-script]").forEach(e => { e.hidden = false; });
  all("[data-print]").forEach(b => b.addEventListener("click", () => print()));
  all("[data-submit]").forEach(b => b.addEventListener("change", () => b.form.requestSubmit()));
  addEventListener("beforeprint", () => all("details.part").forEach(d => { d.open = true; }));
  const reveal = () => { const at = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1))); for (let d = at; d; d = d.parentElement?.closest("details")) d.open = true; at?.scrollIntoView(); };
  addEventListener("hashchange", reveal);
  if (location.hash) reveal();

  const form = document.getElementById("form");
  if (!form) return;
  const box = `hb-out:${form.dataset.form}`, drafts = `hb-draft:${form.dataset.form}`;
  const line = document.getElementById("form-line");
  const entryOf = e => e.closest("[data-item]");
  let sending = false, retry = 0, timer = 0;
  // The visit lasts as long as this page does, also over the reloads it makes itself.
  history.replaceState(null, "", `?since=${form.elements.Since.value}${location.hash}`);

  // What is tapped goes into the outbox first and leaves it only when the server has it; sent twice, it is saved once.
  function queue(action, fields) {
    const out = store.get(box) ?? [];
    out.push({ rid: crypto.randomUUID?.() ?? `${Date.now()}-${Math.random().toString(36).slice(2)}`, action, fields });
    store.set(box, out);
    memory = out;
    send();
  }
  let memory = store.get(box) ?? [];

  async function send() {
    if (sending || !memory.length) return;
    sending = true;
    clearTimeout(timer);
    try {
      while (memory.length) {
        const tap = memory[0], body = new URLSearchParams(tap.fields);
        body.set("Do", tap.action);
        body.set("RequestId", tap.rid);
        body.set("Seen", form.elements.Seen.value);
        body.set("Version", form.elements.Version.value);
        body.set("__RequestVerificationToken", form.elements.__RequestVerificationToken.value);
        const answer = await fetch(location.pathname, { method: "POST", body, headers: { Accept: "application/json" } });
        if (answer.status >= 500 || answer.redirected || !(answer.headers.get("content-type") ?? "").includes("json")) throw new Error(String(answer.status));
        apply(await answer.json(), tap);
        memory = memory.slice(1);
        store.set(box, memory.length ? memory : null);
        if (retry) line.textContent = form.dataset.back;
        retry = 0;
      }
    } catch {
      line.textContent = form.dataset.lost;
      timer = setTimeout(send, Math.min(30000, 2000 * 2 ** retry++));
    } finally { sending = false; }
  }

  function apply(state, tap) {
    form.elements.Seen.value = state.seen;
    if (tap && state.ok) forget(tap);
    const bar = document.getElementById("form-bar");
    [bar.max, bar.value] = [Math.max(1, state.progress.total), state.progress.done];
    document.getElementById("form-progress").textContent = state.progress.text;
    document.getElementById("form-missing").textContent = state.progress.missing;
    if (state.version !== Number(form.elements.Version.value)) line.textContent = form.dataset.others;
    for (const item of state.items) draw(item, tap);
    all("[data-all]").forEach(b => { b.hidden = !all("article[data-item]", b.closest("section")).some(a => a.querySelector(".verdict").hidden); });
    if (!tap) return;
    const [action, id] = tap.action.split("|");
    const place = ["submit", "delegate", "override", "undo-all"].includes(action) ? form.querySelector(".finish") : action === "add" ? document.getElementById("add-text").closest(".entry") : document.getElementById(`i-${id}`);
    const problem = place?.querySelector(".problem");
    if (problem) problem.textContent = state.problem ?? "";
    if (state.ok && ["submit", "override", "delegate", "add", "undo-all"].includes(action)) location.reload();
  }

  function draw(item, tap) {
    const at = document.getElementById(`i-${item.id}`);
    if (!at) return;
    const mine = tap && tap.action.split("|")[1] === item.id;
    at.querySelector(".said").textContent = item.by;
    const set = (name, value) => { const f = form.elements[`${name}[${item.id}]`]; if (f && (mine || f !== document.activeElement) && !draftOf(f)) { f.value = value ?? ""; f.dataset.was = f.value; } };
    if (at.matches("article")) {
      at.className = `entry ${item.verdict ?? ""}`;
      at.querySelector(".words").textContent = item.words;
      const tag = at.querySelector(".verdict");
      [tag.hidden, tag.textContent] = [!item.verdict, item.said ?? ""];
      at.querySelector("[data-key=u]").hidden = !item.verdict && !item.decision;
      if (mine) all("details.inline", at).forEach(d => { d.open = false; });
      set("text", item.words);
      set("decision", item.decision);
      set("owner", item.owner);
    } else set("answer", item.answer);
  }

  // Fields of one entry: only what the tap is about.
  function fieldsOf(action) {
    const [what, id] = action.split("|"), fields = {};
    const take = (...names) => names.forEach(n => { const f = form.elements[n]; if (f) fields[n] = f.value; });
    if (what === "answer") take(`answer[${id}]`);
    if (what === "correct") take(`text[${id}]`);
    if (what === "dispose") take(`decision[${id}]`, `owner[${id}]`);
    if (what === "add") take("add-kind", "add-text");
    if (what === "delegate") take("delegate");
    if (what === "override") take("override");
    if (what === "undo-all") take("Since");
    return fields;
  }

  form.addEventListener("submit", e => {
    const action = e.submitter?.value ?? "save|";
    e.preventDefault();
    // Words still in a field go first: handing in must not leave them behind.
    if (/^(submit|override)/.test(action)) all("[data-save]").forEach(saveField);
    const [what, id] = action.split("|"), typed = form.elements[{ answer: `answer[${id}]`, correct: `text[${id}]` }[what]];
    // Leaving the field has saved it already.
    if (typed && typed.value === typed.dataset.was && !entryOf(typed).querySelector(".problem").textContent) return;
    if (typed) typed.dataset.was = typed.value;
    queue(action, fieldsOf(action));
    const at = e.submitter && entryOf(e.submitter);
    if (at?.matches("article") && /^(confirm|dismiss)\|/.test(action)) step(at, 1, true);
  });

  function saveField(field) {
    const id = entryOf(field)?.dataset.item, kind = field.dataset.save;
    if (!id || field.value.trim() === (field.dataset.was ?? field.defaultValue ?? "").trim()) return;
    if (kind === "dispose" && !form.elements[`decision[${id}]`].value) return;
    if (!field.value.trim()) return;
    field.dataset.was = field.value;
    queue(`${kind}|${id}`, fieldsOf(`${kind}|${id}`));
  }
  all("[data-save]").forEach(field => {
    field.dataset.was = field.tagName === "SELECT" ? (field.querySelector("[selected]")?.value ?? "") : field.defaultValue;
    field.addEventListener("change", () => saveField(field));
  });

  // Drafts: what is being typed survives a closed page.
  const draftOf = field => (store.get(drafts) ?? {})[field.name];
  function draft(field, value) {
    const known = store.get(drafts) ?? {};
    if (value === null) delete known[field.name]; else known[field.name] = value;
    store.set(drafts, Object.keys(known).length ? known : null);
  }
  function forget(tap) { Object.keys(tap.fields).forEach(name => { const f = form.elements[name]; if (f && draftOf(f) === tap.fields[name]) draft(f, null); }); }
  all("textarea", form).forEach(field => {
    const typed = draftOf(field);
    if (typed !== undefined && typed !== field.value) { field.value = typed; const d = field.closest("details"); if (d) d.open = true; line.textContent = form.dataset.draft; }
    field.addEventListener("input", () => draft(field, field.value.trim() ? field.value : null));
  });

  // Keys work on the focused suggestion only, so that they never surprise anyone who types or dictates.
  const articles = () => all("article[data-item]", form);
  function step(from, by, undecided) {
    const list = articles();
    let i = list.indexOf(from) + by;
    while (undecided && list[i] && !list[i].querySelector(".verdict").hidden) i += by;
    if (!list[i]) return;
    list.forEach(a => { a.tabIndex = -1; });
    list[i].tabIndex = 0;
    list[i].focus();
  }
  form.addEventListener("keydown", e => {
    const at = e.target;
    if (!at.matches?.("article[data-item]") || e.ctrlKey || e.metaKey || e.altKey) return;
    if (e.key === "j" || e.key === "ArrowDown") step(at, 1);
    else if (e.key === "k" || e.key === "ArrowUp") step(at, -1);
    else if ("cedu".includes(e.key)) {
      const control = at.querySelector(`[data-key=${e.key}]`);
      if (control.hidden) return;
      control.click();
      if (e.key === "e") control.parentElement.querySelector("textarea").focus();
      if (e.key === "d") control.parentElement.querySelector("button").focus();
    } else return;
    e.preventDefault();
  });
  form.addEventListener("keydown", e => { if (e.key === "Escape") entryOf(e.target)?.focus(); });

  // Others at the same form.
  setInterval(async () => {
    if (document.hidden || sending || memory.length) return;
    try {
      const answer = await fetch(`${location.pathname}?handler=State&seen=${form.elements.Seen.value}`, { headers: { Accept: "application/json" } });
      if (answer.ok && (answer.headers.get("content-type") ?? "").includes("json")) apply(await answer.json(), null);
    } catch { /* the next look will tell */ }
  }, 15000);
  addEventListener("online", send);
  send();
})();
