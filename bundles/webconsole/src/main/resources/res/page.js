// What all pages of Reveille share: data comes as JSON and is shown as text, never as HTML; a change carries the token.

const page = document.getElementById('reveille');
// Whole, since the page's own address may hold a name and a password, with which fetch takes no address below it.
const root = window.location.origin + page.dataset.root;
const LOOK_MILLIS = 10000;
let token = '';

// The console's frame does this in scripts that stand in the page, which its policy does not let run.
window.appRoot = page.dataset.appRoot;
window.pluginRoot = page.dataset.root;
window.jQuery('#navmenu').menu({position: {my: 'left top', at: 'left bottom'}, classes: {'ui-menu': 'ui-corner-all'}});

async function answered(request) {
  let response;
  try {
    response = await request;
  } catch (failure) {
    throw new Error('The console does not answer: ' + failure.message);
  }
  const body = await response.json().catch(() => ({error: 'The console answers with ' + response.status + '.'}));
  token = body.token || token;
  if (!response.ok) {
    throw new Error(body.error);
  }
  return body;
}

/** Data of this page. */
export function ask(what, parameters = {}) {
  const query = new URLSearchParams(parameters);
  return answered(fetch(`${root}/${what}.json?${query}`, {cache: 'no-store'}));
}

/** Has something changed; what was done, or why not, is said on the page. */
export async function change(what, parameters = {}) {
  try {
    const body = new URLSearchParams(parameters);
    const answer = await answered(fetch(`${root}/${what}`,
      {method: 'POST', body, headers: {'X-Reveille-Token': token}}));
    say(answer.done);
  } catch (failure) {
    say(failure.message, true);
  }
}

export function say(text, bad = false) {
  show('said', text);
  document.getElementById('said').classList.toggle('bad', bad);
}

/** Shows a text in an element; one without text is hidden. */
export function show(id, text) {
  const element = document.getElementById(id);
  element.textContent = text;
  element.hidden = text === '';
}

/** Fills the body of a table; a cell is a text, or an element. */
export function fill(id, rows) {
  document.querySelector(`#${id} tbody`).replaceChildren(...rows.map(cells => {
    const row = document.createElement('tr');
    row.append(...cells.map(content => {
      const cell = document.createElement('td');
      cell.append(content);
      return cell;
    }));
    return row;
  }));
  document.getElementById(id).hidden = rows.length === 0;
}

/** A button of its own for each thing. */
export function button(text, action) {
  const element = document.createElement('button');
  element.type = 'button';
  element.textContent = text;
  element.addEventListener('click', action);
  return element;
}

/** Has the browser save a text. */
export function download(name, text) {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([text], {type: 'application/octet-stream'}));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href));
}

export function moment(text) {
  return new Date(text).toLocaleString();
}

export function span(seconds) {
  const parts = [[86400, 'd'], [3600, 'h'], [60, 'min'], [1, 's']];
  let left = seconds;
  const words = [];
  for (const [size, unit] of parts) {
    const count = Math.floor(left / size);
    left -= count * size;
    if (count > 0 && words.length < 2) {
      words.push(`${count} ${unit}`);
    }
  }
  return words.join(' ') || '0 s';
}

/** Looks now and, while somebody can see the page, again from time to time. */
export function watch(look) {
  const whenSeen = () => document.hidden || look();
  document.addEventListener('visibilitychange', whenSeen);
  setInterval(whenSeen, LOOK_MILLIS);
  return look();
}
