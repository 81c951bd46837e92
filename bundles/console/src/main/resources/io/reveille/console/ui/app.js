// The frame: the bar, the strip of how things are, and the screen that the address names. The list of jobs comes with the page;
// every other screen is loaded when it is opened first.
import { html, render, useState, useEffect, useRef } from './vendor/standalone.module.js';
import { start, useStore, zone } from './parts/store.js';
import { useRoute } from './parts/router.js';
import { to } from './parts/route.js';
import { clock } from './parts/words.js';
import { icon } from './parts/icons.js';
import { Voice } from './parts/dialog.js';
import { Boundary } from './parts/boundary.js';
import { Strip } from './parts/strip.js';
import { Jobs } from './screens/jobs.js';

const TABS = [['jobs', 'Jobs'], ['ahead', 'Ahead'], ['runs', 'Runs'], ['power', 'Power'], ['recovery', 'Recovery'], ['system', 'System']];

/** What each screen is loaded from; all but the first when they are opened. */
const SCREENS = {
  jobs: Jobs,
  job: () => import('./screens/job.js'), new: () => import('./screens/edit.js'), edit: () => import('./screens/edit.js'),
  copy: () => import('./screens/edit.js'), ahead: () => import('./screens/ahead.js'), runs: () => import('./screens/runs.js'),
  power: () => import('./screens/power.js'), recovery: () => import('./screens/recovery.js'), system: () => import('./screens/system.js'),
};

const loaded = { jobs: Jobs };

function useScreen(name) {
  const [, draw] = useState(0);
  const [error, fail] = useState();
  useEffect(() => {
    if (loaded[name]) return;
    fail(undefined);
    SCREENS[name]().then(m => {
      loaded[name] = m.default;
      draw(n => n + 1);
    }, fail);
  }, [name]);
  return [loaded[name], error];
}

function title(route) {
  const tab = TABS.find(t => t[0] === route.screen);
  const of = { job: route.name, edit: 'Edit ' + route.name, copy: 'Copy of ' + route.name, new: 'New job' }[route.screen];
  return (of || (tab ? tab[1] : 'Jobs')) + ' · Reveille';
}

function App() {
  const store = useStore();
  const route = useRoute();
  const screen = SCREENS[route.screen] ? route.screen : 'jobs';
  const [Screen, failed] = useScreen(screen);
  const main = useRef(), opened = useRef();
  const place = screen + '\n' + (route.name || '');
  useEffect(() => {
    document.title = title(route);
    if (opened.current !== undefined && opened.current !== place) {
      scrollTo(0, 0);
      main.current.focus({ preventScroll: true });
    }
    opened.current = place;
  }, [place]);
  const skip = e => {
    e.preventDefault();
    main.current.focus();
  };
  const current = ['job', 'new', 'edit', 'copy'].includes(screen) ? 'jobs' : screen;
  return html`<div>
    <a class="skip" href="#main" onClick=${skip}>Skip to the content</a>
    <header class="bar">
      <a class="brand" href=${to('jobs')}><svg viewBox="0 0 16 16" width="20" height="20" aria-hidden="true"><rect width="16" height="16" rx="4"/>
        <path
        d="M8 4v4.2l2.6 1.6"/></svg>Reveille</a>
      <nav aria-label="screens">${TABS.map(([id, text]) => html`<a key=${id} href=${to(id)} aria-current=${id === current ? 'page' : undefined}>
        ${text}</a>`)}</nav>
      <a class="out" href="../bundles">Web console ${icon('link')}</a>
    </header>
    ${store.lost && html`<p class="lost" role="status">No answer since ${clock(store.lost, zone())}; trying again. What you see is from then.</p>`}
    ${store.refused && html`<p class="lost" role="alert">${store.refused}</p>`}
    <${Boundary} what="The strip of how things are"><${Strip} store=${store} brief=${screen === 'jobs'}/><//>
    <main id="main" ref=${main} tabindex="-1">
      ${failed ? html`<p class="refused" role="alert">
        ${icon('failing')}<span>This screen could not be loaded: ${failed.message}. <a href=${location.hash}
        onClick=${() => location.reload()}>Load the page anew</a></span></p>`
        : Screen ? html`<${Boundary} key=${place} what="This screen"><${Screen} route=${route} store=${store}/><//>` : html`<p class="quiet loading">loading</p>`}
    </main>
    <${Voice}/></div>`;
}

const place = document.getElementById('app');
place.textContent = '';
render(html`<${App}/>`, place);
start();
