// The figures of a forecast: how often the gateway would wake, and how long a battery lasts.
import { html } from '../vendor/standalone.module.js';
import { When } from './time.js';
import { span } from './words.js';

const figure = n => n === undefined ? '–' : Number(n).toLocaleString('en-GB', { maximumFractionDigits: 1 });

export function Forecast({ of: f }) {
  const rows = [['wake-ups', x => figure(x.wakeUps)], ['awake', x => span((x.awake || 0) * 1000, true)]];
  if ([f.batched, f.unbatched].some(x => x && x.batteryDays !== undefined)) {
    rows.push(['battery lasts', x => x.batteryDays === undefined ? '–' : figure(x.batteryDays) + ' days']);
  }
  return html`<div><table class="figures" role="table"><thead role="rowgroup"><tr role="row">
    <th role="columnheader" scope="col"><span class="unseen">figure</span></th><th role="columnheader" scope="col">with tolerance</th><th role="columnheader" scope="col">without</th></tr></thead>
    <tbody role="rowgroup">${rows.map(([name, of]) => html`<tr role="row" key=${name}><th role="rowheader" scope="row">${name}</th>
      <td role="cell" data-label="with tolerance"><b>${f.batched ? of(f.batched) : '–'}</b></td>
      <td role="cell" data-label="without">${f.unbatched ? of(f.unbatched) : '–'}</td></tr>`)}</tbody></table>
    ${f.asked && html`<p class="care">There is more than can be reckoned: these figures end <${When} at=${f.to}/>.</p>`}
    ${f.awakeEachTime !== undefined && html`<p class="hint">reckoned with ${span(f.awakeEachTime * 1000)} awake each time${
      f.battery && `, ${figure(f.battery.awake)} mA awake and ${figure(f.battery.asleep)} mA asleep, from ${figure(f.battery.capacity)} mAh`}</p>`}</div>`;
}
