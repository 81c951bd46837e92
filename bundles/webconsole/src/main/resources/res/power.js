import {ask, change, fill, moment, say, show, span, watch} from './page.js';

async function look() {
  try {
    showStatus(await ask('status'));
    show('trouble', '');
  } catch (failure) {
    show('trouble', failure.message);
    document.getElementById('there').hidden = true;
  }
}

function showStatus(status) {
  document.getElementById('there').hidden = false;
  show('doing', `${status.doing}, since ${moment(status.since)}`);
  show('problem', status.problem);
  fill('inhibitors', status.inhibitors.map(each =>
    [each.name, each.reason, moment(each.since), each.until ? moment(each.until) : 'it is done']));
  showBackend(status.backend);
  const totals = status.totals;
  show('totals', `${totals.sleeps} sleeps, ${span(totals.asleep)} in all; ${totals.foreign} of them ended by something `
    + `else than the alarm; ${totals.failures} failures; ${totals.simulated} only simulated.`);
  fill('sleeps', status.sleeps.map(each =>
    [moment(each.start), span(each.slept), each.end, firstJob(each), each.detail]));
}

function showBackend(backend) {
  const failed = backend.failures === 0 ? '' : `; ${backend.failures} failures in a row`;
  const givenUp = backend.givenUp ? ', not tried any more' : '';
  show('backend', `${backend.name}${backend.usable ? '' : ', which cannot be used'}${failed}${givenUp}; `
    + `it wakes ${span(backend.latency)} early.`);
  document.getElementById('backend').classList.toggle('bad', backend.givenUp || !backend.usable);
  document.getElementById('findings').replaceChildren(...backend.findings.map(finding => {
    const item = document.createElement('li');
    item.textContent = finding;
    return item;
  }));
}

function firstJob(sleep) {
  if (!sleep.firstJob) {
    return '';
  }
  return sleep.late === 0 ? `${sleep.firstJob}, in time` : `${sleep.firstJob}, ${span(sleep.late)} late`;
}

async function lookAhead() {
  try {
    const forecast = await ask('forecast', {days: document.getElementById('days').value});
    show('span', `From ${moment(forecast.from)} to ${moment(forecast.to)}; a wake-up is taken to last `
      + `${span(forecast.awakeEachTime)}.`
      + (forecast.asked ? ` Cut off there: jobs run more often than can be looked at; asked for was until `
        + `${moment(forecast.asked)}.` : ''));
    fill('forecast', [figures('with tolerance', forecast.batched), figures('without', forecast.unbatched)]);
  } catch (failure) {
    say(failure.message, true);
  }
}

function figures(name, values) {
  const battery = values.batteryDays === undefined
    ? 'unknown: enter currents and capacity' : `${values.batteryDays.toFixed(1)} days`;
  return [name, String(values.wakeUps), span(values.awake), battery];
}

function keepAwake(minutes) {
  return changed('awake', {minutes, reason: document.getElementById('reason').value});
}

async function changed(what, parameters) {
  await change(what, parameters);
  await look();
}

function clicked(element, action) {
  element.addEventListener('click', action);
}

document.querySelectorAll('button.awake').forEach(button => clicked(button, () => keepAwake(button.dataset.minutes)));
clicked(document.getElementById('awake'), () => keepAwake(document.getElementById('minutes').value));
clicked(document.getElementById('release'), () => changed('release'));
clicked(document.getElementById('try-again'), () => changed('try-again'));
clicked(document.getElementById('look-ahead'), lookAhead);
watch(look).then(lookAhead);
