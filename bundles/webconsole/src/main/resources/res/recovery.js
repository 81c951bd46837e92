import {ask, button, change, download, fill, moment, show, watch} from './page.js';

let quarantined = [];

async function look() {
  try {
    const deleted = await ask('deleted');
    show('no-jobs', deleted.jobs.length > 0 ? '' : 'No job was deleted in the last 7 days.');
    fill('jobs', deleted.jobs.map(job => [job.name, job.schedule, job.handler, `${job.how} ${moment(job.deleted)}`,
      moment(job.keptUntil), button('Bring back', () => bringBack(job.name))]));
    show('trouble', '');
  } catch (failure) {
    show('trouble', failure.message);
  }
}

async function bringBack(name) {
  await change('bring-back', {name});
  await look();
}

// Once: they are long, and change with a start of the gateway at most.
async function lookAtTexts() {
  try {
    quarantined = (await ask('quarantined')).texts;
    show('no-texts', quarantined.length > 0 ? '' : 'There is none.');
    fill('texts', quarantined.map(each => [each.place, each.reason, folded(each.text)]));
    document.getElementById('save').hidden = quarantined.length === 0;
  } catch (failure) {
    show('trouble', failure.message);
  }
}

function folded(text) {
  const details = document.createElement('details');
  const summary = document.createElement('summary');
  summary.textContent = `${text.length} characters`;
  const whole = document.createElement('pre');
  whole.textContent = text;
  details.append(summary, whole);
  return details;
}

document.getElementById('save').addEventListener('click',
  () => download('reveille-quarantine.json', JSON.stringify(quarantined, null, 2)));
watch(look).then(lookAtTexts);
