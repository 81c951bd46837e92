// What can be brought back: jobs that were deleted, and stored texts that could not be read.
import { html, useState } from '../vendor/standalone.module.js';
import { useData, change, SELDOM } from '../parts/store.js';
import { Act, Refused, Waiting } from '../parts/ui.js';
import { At, When } from '../parts/time.js';
import { say } from '../parts/dialog.js';
import { Table, Row, Cell } from '../parts/table.js';
import { icon } from '../parts/icons.js';
import { saveFile } from '../parts/file.js';
import { to } from '../parts/route.js';
import { go } from '../parts/router.js';

const HOW = { CANCELLED: 'by its code', DELETED: 'deleted', MISSING: 'its definition was gone' };

export default function Recovery({ store }) {
  const deleted = useData('api/deleted', {}, store.known.revision, SELDOM);
  const texts = useData('api/quarantined', {}, store.known.revision, SELDOM);
  const [refused, refuse] = useState({});
  const back = name => async () => {
    try {
      const done = await change('api/bring-back', { name });
      say(done.done);
      go(to('job', name));
    } catch (e) {
      refuse({ ...refused, [name]: e });
    }
  };
  const jobs = deleted.data && deleted.data.jobs, list = texts.data && texts.data.texts;
  return html`<div><div class="head"><h1>Recovery</h1></div>
    <section class="block"><h2>Deleted jobs</h2><${Waiting} data=${jobs} error=${deleted.error}/>
      ${jobs && (jobs.length ? html`<${Table} heads=${['Job', 'Schedule', 'Handler', 'Deleted', 'Kept until', '']}>
          ${jobs.map(j => html`<${Row} key=${j.name}>
            <${Cell} label="Job"><span><b>${j.name}</b><${Refused} error=${refused[j.name]}/></span><//>
            <${Cell} label="Schedule">${j.schedule || '–'}<//>
            <${Cell} label="Handler">${j.handler || '–'}<//>
            <${Cell} label="Deleted"><span><${When} at=${j.deleted}/> <span class="quiet">${HOW[j.how] || j.how}</span></span><//>
            <${Cell} label="Kept until"><${At} at=${j.keptUntil}/><//>
            <${Cell} of="end"><${Act} of="small" label=${'Bring back ' + j.name} act=${back(j.name)}>Bring back<//><//><//>`)}<//>`
        : html`<p class="quiet">No job was deleted in the last 7 days.</p>`)}</section>
    <section class="block"><div class="head"><h2>Stored texts that cannot be read</h2>
      ${list && list.length > 0 && html`<div class="tools"><button type="button" onClick=${() => saveFile('quarantined.json', JSON.stringify(list, null, 2))}>
        ${icon('down')} Save all as a file</button></div>`}</div>
      <${Waiting} data=${list} error=${texts.error}/>
      ${list && (list.length ? list.map(t => html`<details class="card spaced" key=${t.place}>
          <summary>${t.place} <span class="quiet">${t.reason}</span></summary>
          <pre tabindex="0" aria-label=${'text of ' + t.place}>${t.text}</pre></details>`)
        : html`<p class="quiet">There is none: all that is stored could be read.</p>`)}</section></div>`;
}
