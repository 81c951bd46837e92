// Icons of 16 by 16, drawn by strokes in the colour of the text; they are always beside a word or a label, so no reader says them.
import { html } from '../vendor/standalone.module.js';

const PATHS = {
  fine: 'M8 1.8a6.2 6.2 0 1 0 0 12.4A6.2 6.2 0 0 0 8 1.8M5.2 8.2l2 2 3.6-4',
  failing: 'M8 2 1.5 13.5h13zM8 6.5v3.2M8 11.6v.1',
  held: 'M8 1.8a6.2 6.2 0 1 0 0 12.4A6.2 6.2 0 0 0 8 1.8M6.4 5.8v4.4M9.6 5.8v4.4',
  broken: 'M5.2 1.8h5.6l3.4 3.4v5.6l-3.4 3.4H5.2l-3.4-3.4V5.2zM6 6l4 4M10 6l-4 4',
  waiting: 'M8 1.8a6.2 6.2 0 1 0 0 12.4A6.2 6.2 0 0 0 8 1.8M8 4.8V8l2.2 1.4',
  done: 'M3.5 14V2.5h8l-1.6 2.7 1.6 2.8h-8',
  running: 'M8 1.8a6.2 6.2 0 1 0 6.2 6.2',
  play: 'M4.5 3v10l8-5z', pause: 'M5 3v10M11 3v10', more: 'M3 8h.1M8 8h.1M13 8h.1', stop: 'M4 4h8v8H4z',
  resume: 'M3.5 3v10M7 3v10l7-5z',
  edit: 'M3 13l.6-2.9L10.8 3l2.2 2.2-7.1 7.2z', copy: 'M6 6h7v7H6zM10 6V3H3v7h3', trash: 'M2.5 4.5h11M6 4.5v-2h4v2M4 4.5l.7 9h6.6l.7-9',
  back: 'M6 4 2.5 7.5 6 11M3 7.5h6.5a3.5 3.5 0 0 1 0 7H8', plus: 'M8 3v10M3 8h10', close: 'M4 4l8 8M12 4l-8 8',
  search: 'M7 2.5a4.5 4.5 0 1 0 0 9 4.5 4.5 0 0 0 0-9M10.4 10.4 14 14', down: 'M8 2.5v8M4.5 7.5 8 11l3.5-3.5M3 13.5h10',
  link: 'M6 3H3v10h10v-3M9 3h4v4M13 3 7.5 8.5', open: 'M6 4l4 4-4 4', bolt: 'M9 1.8 3.5 9H8l-1 5.2L12.5 7H8z',
};

/** One icon. */
export const icon = (name, of = '') => html`<svg class=${'icon ' + of} viewBox="0 0 16 16" width="16" height="16" aria-hidden="true"
  focusable="false"><path d=${PATHS[name]}/></svg>`;
