// The address: which screen is open is said by the hash alone, so that a link or a bookmark leads back to it.
import { useState, useEffect } from '../vendor/standalone.module.js';
import { parse } from './route.js';

const listeners = new Set();
const changed = () => listeners.forEach(l => l(parse(location.hash)));
addEventListener('hashchange', changed);

/** Opens a screen; `replace`: the one that is left is no step back, as when a filter is typed. */
export function go(hash, replace) {
  if (!replace) location.hash = hash;
  else if (location.hash !== hash) {
    history.replaceState(history.state, '', hash);
    changed();
  }
}

/** The screen that is open, of the form {screen, name, query}. */
export function useRoute() {
  const [route, set] = useState(() => parse(location.hash));
  useEffect(() => {
    listeners.add(set);
    return () => listeners.delete(set);
  }, []);
  return route;
}
