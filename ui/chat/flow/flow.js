// Draws the blocks of an answer. Whatever comes as data is set as text and never parsed: no markup can come of it.

const SHORT_OF = { partly: "◐ only partly in the material", unsupported: "○ not in the material" };
const LONG = 28; // characters of a last word that may be broken from its number
const LEAVING = 200; // milliseconds in which the mouse may go from a number to its card
const states = new WeakMap();

export default function ({ parentElement, data, setTriggerValue }) {
  let root = parentElement.querySelector(":scope > .lectern-flow");
  if (!root) {
    root = make("div", "lectern-flow");
    parentElement.append(root);
    states.set(root, { drawn: [], card: null, touched: false, shown: null });
    follow(root);
  }
  const state = states.get(root);
  Object.assign(state, { data, open: (number) => setTriggerValue("opened", number) });
  draw(root, state);
}

function make(tag, name, ...children) {
  const node = document.createElement(tag);
  if (name) node.className = name;
  node.append(...children.filter((child) => child !== null && child !== ""));
  return node;
}

// Only what changed is drawn anew, so that what is being read or pointed at while an answer grows stays as it is.
function draw(root, state) {
  const groups = grouped(state.data.blocks);
  const rest = JSON.stringify([state.data.sources, state.data.whole, state.data.named]);
  groups.forEach((group, index) => {
    const drawn = JSON.stringify(group) + rest;
    if (state.drawn[index] === drawn) return;
    const node = drawGroup(group, state.data);
    if (root.children[index]) root.children[index].replaceWith(node);
    else root.append(node);
    state.drawn[index] = drawn;
  });
  while (root.children.length > groups.length) root.lastElementChild.remove();
  state.drawn.length = groups.length;
  if (state.card && !state.card.isConnected) hide(state);
}

// What stands together: the items of one list; and all quotations that follow each other.
function grouped(blocks) {
  const groups = [];
  for (const block of blocks) {
    const last = groups.at(-1);
    const lists = last && last.at(-1).look === "item" && block.look === "item";
    if (last && last.at(-1).quoted === block.quoted && (block.quoted || lists)) last.push(block);
    else groups.push([block]);
  }
  return groups;
}

function drawGroup(group, data) {
  const nodes = [];
  let list = null;
  for (const block of group) {
    if (block.look !== "item") {
      list = null;
      nodes.push(drawBlock(block, data));
      continue;
    }
    if (!list) nodes.push((list = make("ul", block.lead ? "led" : "")));
    list.append(make("li", "", lead(block), ...sentences(block, data)));
  }
  if (group[0].quoted) return make("blockquote", data.named ? "places" : "", ...nodes);
  return nodes.length === 1 ? nodes[0] : make("div", "", ...nodes);
}

function drawBlock(block, data) {
  if (block.look === "table") return table(block, data);
  if (block.look === "code") {
    const [code] = block.sentences;
    return make("div", "unit", make("pre", "", make("code", "", code.text)), ...buttons(code, data));
  }
  if (block.look === "formula" && block.picture) {
    const [formula] = block.sentences;
    return make("div", "unit", picture(block.picture, formula.text), ...buttons(formula, data));
  }
  if (block.look === "short") {
    const [short] = block.sentences;
    return make("div", "short", make("h3", "", short.text), ...buttons(short, data));
  }
  return make("p", block.look, lead(block), ...sentences(block, data));
}

// The bytes are read as a picture and nothing else; its words say what is on it to who cannot see it.
function picture({ png, width, height }, text) {
  const node = make("canvas", "");
  node.setAttribute("role", "img");
  node.setAttribute("aria-label", text);
  node.style.width = `${width}px`;
  node.style.aspectRatio = `${width} / ${height}`;
  const bytes = Uint8Array.from(atob(png), (letter) => letter.charCodeAt(0));
  createImageBitmap(new Blob([bytes], { type: "image/png" })).then((drawn) => {
    node.width = drawn.width;
    node.height = drawn.height;
    node.getContext("2d").drawImage(drawn, 0, 0);
  });
  return node;
}

function lead(block) {
  return block.lead ? make("span", "lead", `${block.lead} `) : null;
}

function sentences(block, data) {
  return block.sentences.flatMap((one) => [sentence(one, data), " "]);
}

// The last word and what stands behind it are not parted by the end of a line.
function sentence(one, data) {
  const tail = [...buttons(one, data), check(one)].filter((node) => node !== null);
  const text = said(one);
  const cut = text.lastIndexOf(" ") + 1;
  if (!tail.length || one.marked || data.named || text.length - cut > LONG) {
    return make("span", "", words(one), tail.length ? " " : "", ...tail, found(one));
  }
  return make("span", "", text.slice(0, cut), make("span", "tail", text.slice(cut), ...tail), found(one));
}

function words(one) {
  return one.marked ? make("mark", "", said(one)) : said(one);
}

// The material's words among the model's stand between quotation marks.
function said(one) {
  return one.quote ? `“${one.text}”` : one.text;
}

// A sentence of the model's own that the material carries has a quiet sign.
function check(one) {
  if (one.verdict !== "supported") return null;
  const sign = make("span", "", "✓");
  sign.setAttribute("aria-hidden", "true");
  const node = make("span", "check supported", sign, make("span", "hidden", " checked"));
  node.title = "Checked: the material carries this sentence.";
  return node;
}

// What the check found short of that is said in words.
function found(one) {
  const short = SHORT_OF[one.verdict];
  return short ? make("span", `found ${one.verdict}`, [` ${short}`, ...one.reasons].join(" · ")) : null;
}

function table(block, data) {
  const [heads, ...rows] = block.rows;
  const cell = (tag) => (one) => {
    const node = make(tag, "", sentence(one, data));
    if (tag === "th") node.scope = "col";
    return node;
  };
  const body = rows.map((row) => make("tr", "", ...row.map(cell("td"))));
  const head = heads.some((one) => one.text) ? make("thead", "", make("tr", "", ...heads.map(cell("th")))) : null;
  const scroll = make("div", "unit", make("table", "", head, make("tbody", "", ...body)));
  // What may be wider than the page is moved about by keys too.
  scroll.tabIndex = 0;
  scroll.setAttribute("role", "region");
  scroll.setAttribute("aria-label", "Table");
  return block.lead ? make("div", "", make("p", "lead", block.lead), scroll) : scroll;
}

function buttons(one, data) {
  return one.numbers.map((number) => {
    const source = data.sources[number];
    const button = make("button", data.named ? "cite named" : "cite", `[${number}]`);
    button.type = "button";
    button.dataset.number = number;
    if (data.named) button.append(` ${source.place}`);
    else button.setAttribute("aria-label", source.label);
    if (!data.whole) button.setAttribute("aria-disabled", "true");
    return button;
  });
}

// The card of a number: its quote, with document and page. With the mouse or by keys it comes beside the number, and a
// click opens the page; a tap has no hover, so the first one shows the card, which then has a button for the page.
function follow(root) {
  const state = states.get(root);
  const at = (event) => event.target.closest?.(".cite");
  root.addEventListener("pointerover", (event) => {
    if (event.pointerType !== "touch" && at(event)) show(root, state, at(event));
  });
  root.addEventListener("pointerout", (event) => {
    if (event.pointerType === "touch" || state.touched || !state.shown) return;
    const to = event.relatedTarget;
    if (!(to instanceof Node && state.shown.contains(to))) state.leaving = setTimeout(() => hide(state), LEAVING);
  });
  root.addEventListener("pointerdown", (event) => {
    state.touched = event.pointerType === "touch";
  });
  root.addEventListener("focusin", (event) => {
    if (at(event) && event.target.matches(":focus-visible")) show(root, state, at(event));
  });
  root.addEventListener("focusout", (event) => {
    if (!state.card?.contains(event.relatedTarget)) hide(state);
  });
  root.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && state.shown) {
      event.stopPropagation();
      hide(state);
    }
  });
  root.addEventListener("click", (event) => {
    const button = at(event);
    if (!button) return;
    if (state.touched && state.shown !== button) {
      show(root, state, button);
      return;
    }
    if (!state.data.whole) return;
    hide(state);
    state.open(Number(button.dataset.number));
  });
}

function show(root, state, button) {
  clearTimeout(state.leaving);
  if (state.shown === button) return;
  hide(state);
  const number = Number(button.dataset.number);
  const source = state.data.sources[number];
  const card = make("div", "card", make("strong", "", source.title), make("p", "", `“${source.quote}”`));
  card.setAttribute("role", state.touched ? "dialog" : "tooltip");
  card.id = `card-${Math.random().toString(36).slice(2)}`;
  if (!state.data.whole) card.append(make("p", "soon", "The page opens when the answer is checked."));
  else if (state.touched) card.append(opener(state, number));
  if (state.touched) card.setAttribute("aria-label", source.label);
  button.setAttribute("aria-describedby", card.id);
  // Beside the blocks, in no one's way: it is no child that `draw` counts.
  root.after(card);
  state.card = card;
  state.shown = button;
  put(card, button);
  card.querySelector("button")?.focus({ preventScroll: true });
  state.away = (event) => {
    if (event.type === "scroll" || !(card.contains(event.target) || button.contains(event.target))) hide(state);
  };
  document.addEventListener("scroll", state.away, true);
  document.addEventListener("pointerdown", state.away, true);
  card.addEventListener("pointerenter", () => clearTimeout(state.leaving));
  card.addEventListener("pointerleave", () => {
    if (!state.touched) hide(state);
  });
}

function opener(state, number) {
  const button = make("button", "opens", "Open the page");
  button.type = "button";
  button.addEventListener("click", () => {
    hide(state);
    state.open(number);
  });
  return button;
}

function hide(state) {
  clearTimeout(state.leaving);
  state.card?.remove();
  state.shown?.removeAttribute("aria-describedby");
  if (state.away) {
    document.removeEventListener("scroll", state.away, true);
    document.removeEventListener("pointerdown", state.away, true);
  }
  Object.assign(state, { card: null, shown: null, away: null });
}

// Above the number where there is room, else below it; never over the edge of the window.
function put(card, button) {
  if (card.showPopover) {
    card.popover = "manual"; // over everything, whatever would cut it off
    card.showPopover();
  }
  const number = button.getBoundingClientRect();
  const { width, height } = card.getBoundingClientRect();
  const left = Math.min(Math.max(8, number.left + number.width / 2 - width / 2), innerWidth - width - 8);
  const above = number.top - height - 4;
  card.style.left = `${Math.max(8, left)}px`;
  card.style.top = `${above > 8 ? above : number.bottom + 4}px`;
}
