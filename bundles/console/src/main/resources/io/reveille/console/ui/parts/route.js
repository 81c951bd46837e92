// The hash as a screen: "#/jobs?q=disk&state=held" <-> { screen: 'jobs', name: undefined, query: { q: 'disk', state: 'held' } }.
// Names may hold anything, so each part is encoded on its own. No DOM.

/** What a hash says. A hash that cannot be read is the list of jobs. */
export function parse(hash) {
  const text = hash.replace(/^#?\/?/, '');
  const mark = text.indexOf('?');
  const path = (mark < 0 ? text : text.slice(0, mark)).split('/');
  const query = {};
  if (mark >= 0) for (const [k, v] of new URLSearchParams(text.slice(mark + 1))) query[k] = v;
  return { screen: path[0] || 'jobs', name: path.length > 1 && path[1] ? decode(path.slice(1).join('/')) : undefined, query };
}

function decode(text) {
  try {
    return decodeURIComponent(text);
  } catch (broken) {
    return text;
  }
}

/** The hash of a screen; parts of the query that are empty are left out. */
export function to(screen, name, query) {
  const search = new URLSearchParams();
  for (const [k, v] of Object.entries(query || {})) if (v !== undefined && v !== null && v !== '') search.append(k, v);
  const asked = search.toString();
  return '#/' + screen + (name === undefined ? '' : '/' + encodeURIComponent(name)) + (asked ? '?' + asked : '');
}
