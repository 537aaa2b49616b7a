// Filters and keyboard of the report. The page is whole without this. Everything is read from the document itself, and only
// text and attributes are ever written back: nothing that came from a scanned file is parsed as markup.
"use strict";
(() => {
  const all = (selector, root = document) => Array.from(root.querySelectorAll(selector));
  const one = (selector, root = document) => root.querySelector(selector);
  const texts = one("#texts").dataset;
  const language = document.documentElement.lang === "en" ? "en" : "nb";
  const number = new Intl.NumberFormat(language);
  const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name]);

  // --- What the page holds -------------------------------------------------------------------------------------------------
  const documents = all(".doc").map((node) => ({ node, head: one("h3", node), entries: [], shown: 0 }));
  const documentOf = new Map(documents.map((document) => [document.node, document]));
  const entryOf = new Map();
  for (const node of all(".entry")) {
    const document = documentOf.get(node.closest(".doc"));
    const entry = { node, shown: 0, text: one("h4", node).textContent };
    document.entries.push(entry);
    entryOf.set(node, entry);
  }
  for (const document of documents) document.text = document.head.textContent;

  const facets = all("[data-facet]").map((node) => {
    const facet = { name: node.dataset.facet, node, options: new Map(), chosen: new Set() };
    for (const input of all("input", node)) {
      const label = input.closest("label");
      facet.options.set(input.value, { input, label, count: one(".count", label), name: one(".name", label).textContent, n: 0 });
    }
    return facet;
  });

  const groupCache = new Map();
  const findings = all(".f").map((node) => {
    const list = node.parentNode;
    let group = groupCache.get(list);
    if (!group) {
      const entry = entryOf.get(list.closest(".entry"));
      const document = documentOf.get(list.closest(".doc"));
      const verdict = (entry ?? document).node.dataset.v;
      group = { entry, document, verdict, text: `${document.text}\n${entry ? entry.text : ""}`.toLocaleLowerCase(language) };
      groupCache.set(list, group);
    }
    const { k, p, r, b } = node.dataset;
    const s = node.classList[1];
    const values = { severity: [s], verdict: [group.verdict], kind: [k], part: [p], rule: [r], basis: b ? b.split(" ") : [] };
    return { node, group, hidden: false, values: facets.map((facet) => values[facet.name]) };
  });
  const unread = all(".reason li").map((node) => ({ node, text: node.textContent.toLocaleLowerCase(language) }));

  const panel = one("#filters");
  const search = one("#search");
  const status = one("#shown");
  const chips = one("#chips");
  const empty = one("#empty");
  const resets = all("[data-reset]");
  const unreadList = one("#unread");
  let wasFiltered = false;

  // --- Filtering ------------------------------------------------------------------------------------------------------------
  function apply() {
    const words = search.value.toLocaleLowerCase(language).split(/\s+/).filter(Boolean);
    const holds = (text) => words.every((word) => text.includes(word));
    for (const group of groupCache.values()) group.found = holds(group.text);
    for (const document of documents) {
      document.shown = 0;
      for (const entry of document.entries) entry.shown = 0;
    }
    for (const facet of facets) for (const option of facet.options.values()) option.n = 0;

    const textBit = 1 << facets.length;
    let shown = 0;
    for (const finding of findings) {
      let fails = finding.group.found ? 0 : textBit;
      facets.forEach((facet, at) => {
        if (facet.chosen.size && !finding.values[at].some((value) => facet.chosen.has(value))) fails |= 1 << at;
      });
      // An option counts what would be there with all the other filters as they are.
      facets.forEach((facet, at) => {
        if ((fails & ~(1 << at)) === 0) {
          for (const value of finding.values[at]) {
            const option = facet.options.get(value);
            if (option) option.n += 1;
          }
        }
      });
      const hide = fails !== 0;
      if (hide !== finding.hidden) {
        finding.hidden = hide;
        finding.node.hidden = hide;
      }
      if (!hide) {
        shown += 1;
        finding.group.document.shown += 1;
        if (finding.group.entry) finding.group.entry.shown += 1;
      }
    }

    let documentsShown = 0;
    for (const document of documents) {
      document.node.hidden = document.shown === 0;
      if (document.shown) documentsShown += 1;
      for (const entry of document.entries) entry.node.hidden = entry.shown === 0;
    }
    for (const facet of facets) {
      for (const option of facet.options.values()) {
        option.count.textContent = number.format(option.n);
        option.label.classList.toggle("none", option.n === 0 && !option.input.checked);
      }
    }

    const filtered = words.length > 0 || facets.some((facet) => facet.chosen.size > 0);
    const values = { shown: number.format(shown), total: number.format(findings.length), documents: number.format(documentsShown) };
    const stopped = words.length ? unread.filter((item) => holds(item.text)).length : 0;
    status.textContent = fill(filtered ? texts.some : texts.all, values)
      + (stopped ? `. ${fill(texts.unread, { count: number.format(stopped) })}` : "");
    // What was not read stands first, but makes room while somebody looks for something.
    if (unreadList && filtered !== wasFiltered) unreadList.open = !filtered;
    wasFiltered = filtered;
    empty.hidden = shown > 0 || !filtered;
    for (const reset of resets) reset.hidden = !filtered;
    showChips();
    remember();
  }

  function showChips() {
    chips.replaceChildren();
    const add = (text, remove) => {
      const chip = document.createElement("button");
      const name = document.createElement("span");
      chip.type = "button";
      chip.className = "chip";
      name.textContent = text;
      chip.setAttribute("aria-label", fill(texts.remove, { name: text }));
      chip.append(name);
      chip.addEventListener("click", () => {
        remove();
        apply();
        (one(".chip") ?? search).focus();
      });
      chips.append(chip);
    };
    for (const facet of facets) {
      for (const value of facet.chosen) {
        const option = facet.options.get(value);
        add(option.name, () => choose(facet, value, false));
      }
    }
    if (search.value.trim()) add(`«${search.value.trim()}»`, () => { search.value = ""; });
  }

  function choose(facet, value, on) {
    const option = facet.options.get(value);
    if (!option) return;
    option.input.checked = on;
    if (on) facet.chosen.add(value);
    else facet.chosen.delete(value);
    if (on && facet.node.tagName === "DETAILS") facet.node.open = true;
  }

  function reset() {
    for (const facet of facets) for (const value of [...facet.chosen]) choose(facet, value, false);
    search.value = "";
    apply();
  }

  // --- The address carries the filters: #?severity=stop&kind=helse,personnavn&q=2024 -----------------------------------------
  function remember() {
    const state = new URLSearchParams();
    for (const facet of facets) if (facet.chosen.size) state.set(facet.name, [...facet.chosen].join(","));
    if (search.value.trim()) state.set("q", search.value.trim());
    const hash = state.size ? `#?${state}` : "";
    if (hash === location.hash || (!hash && !location.hash.startsWith("#?"))) return;
    try {
      history.replaceState(null, "", hash || location.pathname + location.search);
    } catch {
      location.hash = hash;
    }
  }

  function recall() {
    if (location.hash && !location.hash.startsWith("#?")) return apply();
    const state = new URLSearchParams(location.hash.slice(2));
    for (const facet of facets) {
      const wanted = new Set((state.get(facet.name) ?? "").split(","));
      for (const value of facet.options.keys()) {
        if (wanted.has(value) !== facet.chosen.has(value)) choose(facet, value, wanted.has(value));
      }
    }
    search.value = state.get("q") ?? "";
    apply();
  }

  // --- Moving about ---------------------------------------------------------------------------------------------------------
  const isShown = (at) => at >= 0 && at < findings.length && !findings[at].hidden;

  let last;

  function place() {
    const focus = document.activeElement;
    const finding = focus?.closest(".f");
    if (finding) return { finding: findings.findIndex((known) => known.node === finding) };
    const section = focus?.closest(".doc");
    if (section) return { document: documents.findIndex((known) => known.node === section) };
    // A filter took away what had the focus: on from there.
    if (last !== undefined && findings[last].hidden) return { finding: last };
    return {};
  }

  function goTo(node, block, frame = node) {
    node.focus({ preventScroll: true });
    frame.scrollIntoView({ block });
    // Heights of what was never drawn are estimates: once more when they are known.
    requestAnimationFrame(() => frame.scrollIntoView({ block }));
  }

  const endsInSight = ({ node }) => node.getBoundingClientRect().bottom > 60;
  const documentInSight = () => documents.findIndex((document) => document.shown && endsInSight(document));

  // By documents first: asking where a row is makes the browser lay out what it had left alone.
  function inSight() {
    const document = documents[documentInSight()];
    return findings.findIndex((finding) => finding.group.document === document && !finding.hidden && endsInSight(finding));
  }

  function stepFinding(by) {
    const here = place();
    let at;
    if (here.finding !== undefined) at = here.finding + by;
    else if (here.document !== undefined) {
      at = findings.findIndex((finding) => finding.group.document === documents[here.document]);
      if (by < 0) at -= 1;
    } else {
      at = inSight();
      if (by < 0) at -= 1;
    }
    while (at >= 0 && at < findings.length && findings[at].hidden) at += by;
    // Nothing lies that way: what is chosen stays, and where nothing is, the nearest is taken.
    if (!isShown(at) && (here.finding === undefined || findings[here.finding].hidden)) {
      at = by > 0 ? findings.findLastIndex((finding) => !finding.hidden) : findings.findIndex((finding) => !finding.hidden);
    }
    if (!isShown(at)) return;
    last = at;
    goTo(findings[at].node, "nearest");
  }

  function stepDocument(by) {
    const here = place();
    let at;
    if (here.document !== undefined) at = here.document + by;
    else if (here.finding !== undefined) {
      at = documents.indexOf(findings[here.finding].group.document);
      if (by > 0) at += 1;
    } else {
      at = documentInSight();
      if (by < 0) at -= 1;
    }
    while (at >= 0 && at < documents.length && !documents[at].shown) at += by;
    if (at >= 0 && at < documents.length) goTo(documents[at].head, "start", documents[at].node);
  }

  const help = one("#help");
  const keysOn = one("#keys-on");
  try {
    keysOn.checked = localStorage.getItem("skjerm-keys") !== "off";
    keysOn.addEventListener("change", () => localStorage.setItem("skjerm-keys", keysOn.checked ? "on" : "off"));
  } catch { /* A page opened from a file may have no storage: the choice then lasts as long as the page. */ }

  function toggleSeverity(at) {
    const facet = facets.find((known) => known.name === "severity");
    const value = [...facet.options.keys()][at];
    if (value === undefined) return;
    choose(facet, value, !facet.chosen.has(value));
    apply();
  }

  function openPanel() {
    if (!panel.open) panel.open = true;
  }

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || help.open) return;
    const target = event.target;
    if (target === search) {
      if (event.key === "Escape") {
        search.value = "";
        search.blur();
        apply();
      }
      return;
    }
    const onFinding = target.classList?.contains("f");
    if (event.key === "Enter" && onFinding) {
      const details = one("details", target);
      if (details) details.open = !details.open;
      return event.preventDefault();
    }
    const inList = onFinding || target.tagName === "H3";
    if (event.key === "ArrowDown" && inList) { stepFinding(1); return event.preventDefault(); }
    if (event.key === "ArrowUp" && inList) { stepFinding(-1); return event.preventDefault(); }
    if (!keysOn.checked) return;
    switch (event.key) {
      case "j": stepFinding(1); break;
      case "k": stepFinding(-1); break;
      case "n": stepDocument(1); break;
      case "p": stepDocument(-1); break;
      case "1": case "2": case "3": toggleSeverity(Number(event.key) - 1); break;
      case "0": reset(); break;
      case "/": openPanel(); search.focus(); search.select(); break;
      case "?": help.showModal(); break;
      default: return;
    }
    event.preventDefault();
  });

  // --- Wiring ---------------------------------------------------------------------------------------------------------------
  for (const facet of facets) {
    for (const [value, option] of facet.options) {
      option.input.checked = false;
      option.input.addEventListener("change", () => {
        choose(facet, value, option.input.checked);
        apply();
      });
    }
  }
  let typing;
  search.addEventListener("input", () => {
    clearTimeout(typing);
    typing = setTimeout(apply, 120);
  });
  for (const button of resets) button.addEventListener("click", () => { reset(); search.focus(); });
  for (const button of all("[data-help]")) {
    button.hidden = false;
    button.addEventListener("click", () => help.showModal());
  }
  const expand = one("#expand");
  const details = () => all(".f details");
  if (findings.length) expand.hidden = false;
  expand.addEventListener("click", () => {
    const open = expand.getAttribute("aria-pressed") !== "true";
    expand.setAttribute("aria-pressed", String(open));
    expand.textContent = open ? texts.collapse : texts.expand;
    for (const node of details()) node.open = open;
  });
  // The numbers at the top filter, too.
  for (const link of all("a[data-filter]")) link.href = `#?${link.dataset.filter}`;
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.('a[href^="#"]');
    if (!link || link.hash.startsWith("#?")) return;
    const target = document.getElementById(link.hash.slice(1));
    if (!target) return;
    event.preventDefault();
    if (target.tagName === "DETAILS") target.open = true;
    (target.tagName === "DETAILS" ? one("summary", target) : target).focus({ preventScroll: true });
    target.scrollIntoView({ block: "start" });
  });
  document.addEventListener("mouseover", (event) => {
    const law = event.target.closest?.(".where span");
    if (!law || law.title) return;
    const at = Array.from(law.parentNode.querySelectorAll("span")).indexOf(law);
    const id = law.closest(".f").dataset.b.split(" ")[at];
    law.title = document.getElementById(`law-${id}`)?.textContent.replace(/\s+/g, " ").trim() ?? "";
  });
  window.addEventListener("hashchange", recall);

  const narrow = matchMedia("(max-width: 60rem)");
  const fit = () => { panel.open = !narrow.matches; };
  narrow.addEventListener("change", fit);
  fit();

  let opened = [];
  window.addEventListener("beforeprint", () => {
    opened = all("details:not([open])").filter((node) => node.closest(".f, .unread-list"));
    for (const node of opened) node.open = true;
  });
  window.addEventListener("afterprint", () => {
    for (const node of opened) node.open = false;
    opened = [];
  });

  if (findings.length) {
    panel.hidden = false;
    one(".columns").classList.add("filtered");
  }
  recall();
})();
