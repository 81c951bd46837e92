// The form and the definition.
import { test, same } from './harness.js';
import { formOf, definitionOf, saveOf, isConflict, argFields, argsOf, readObject, withZone, zoneOf } from '../../main/resources/io/reveille/console/ui/parts/definition.js';

const SPECS = [['url', 'TEXT'], ['count', 'WHOLE'], ['loud', 'FLAG'], ['list', 'LIST'], ['map', 'OBJECT'], ['wait', 'DURATION']].map(([name, type]) => ({ name, type }));

test('what is empty is not in the definition', () => {
  same(definitionOf({ ...formOf(), name: ' a ', schedule: 'every hour', handler: 'log' }), { name: 'a', schedule: 'every hour', handler: 'log' });
});

test('a definition comes back through the form', () => {
  const d = { name: 'a', schedule: 'every hour', handler: 'log', misfire: 'all', 'misfire.limit': 7, tags: ['x', 'y z'], gates: ['network eth0', 'battery above 30'], args: '{"a":1}' };
  const back = definitionOf(formOf(d));
  same({ ...back, args: JSON.parse(back.args) }, { name: 'a', schedule: 'every hour', handler: 'log', misfire: 'all', 'misfire.limit': '7', tags: ['x', 'y z'], gates: ['network eth0', 'battery above 30'], args: { a: 1 } });
});

test('a tag with a comma stays one tag', () => same(definitionOf(formOf({ tags: ['a,b', 'c'] })).tags, ['a,b', 'c']));

test('a number that JavaScript cannot hold is not touched', () => {
  const args = '{"id": 12345678901234567890}';
  same(formOf({ args }).args, args);
  same(argFields(args, [{ name: 'id', type: 'WHOLE' }]), undefined);
});

test('arguments by field and back', () => {
  const args = { url: 'https://x', count: 3, loud: true, list: ['a', 1], map: { k: 'v' }, wait: '10 seconds' };
  const fields = argFields(JSON.stringify(args), SPECS);
  same(fields, { url: 'https://x', count: '3', loud: 'true', list: '["a",1]', map: '{"k":"v"}', wait: '10 seconds' });
  same(JSON.parse(argsOf(fields, SPECS)), args);
});

test('what cannot be read as its type stays a text', () => same(JSON.parse(argsOf({ count: '%{secret:n}', list: '[1' }, SPECS)), { count: '%{secret:n}', list: '[1' }));

test('a text of digits stays a text', () => {
  same(JSON.parse(argsOf({ url: '007' }, SPECS)), { url: '007' });
  same(argFields('{"url": "007"}', SPECS).url, '007');
});

test('a text that is empty or has blanks around it keeps them', () => {
  for (const url of ['', ' x ']) same(JSON.parse(argsOf(argFields(JSON.stringify({ url }), SPECS), SPECS)), { url });
});

test('an unknown argument is shown as JSON only', () => same(argFields('{"other": 1}', SPECS), undefined));

test('no argument is no text', () => same(argsOf({ url: '', count: '' }, SPECS), ''));

test('only an object is an object', () => {
  same(readObject(''), { value: {} });
  same(readObject('{"a": 1}').value, { a: 1 });
  for (const t of ['[1]', '1', 'null', '{']) same(typeof readObject(t).error, 'string', t);
});

test('the zone is a part of the schedule', () => {
  same(withZone('every day at 10:30', 'Europe/Berlin'), 'every day at 10:30 in Europe/Berlin');
  same(withZone('every day at 10:30 in Europe/Berlin until 2027-06-01', 'Asia/Tokyo'), 'every day at 10:30 in Asia/Tokyo until 2027-06-01');
  same(withZone('every day at 10:30 in Europe/Berlin', ''), 'every day at 10:30');
  same(zoneOf('every day in America/Argentina/Buenos_Aires'), 'America/Argentina/Buenos_Aires');
  same(zoneOf('once in 45 minutes'), '');
});

test('a broken definition may hold anything anywhere', () => {
  for (const odd of [7, true, null, undefined, '', 'x', { a: 1 }, [1, null, { b: 2 }, ['c']], []]) {
    const d = Object.fromEntries(['name', 'schedule', 'handler', 'tags', 'gates', 'args', 'retry', 'priority', 'misfire.limit'].map(p => [p, odd]));
    const form = formOf(d);
    for (const [p, text] of Object.entries(form)) same(typeof text, 'string', p + ' of ' + JSON.stringify(odd));
    definitionOf(form);
    argFields(form.args, SPECS);
    zoneOf(form.schedule);
  }
  for (const none of [undefined, null, 7, 'x', []]) same(definitionOf(formOf(none)), {});
});

test('numbers and objects among tags and gates show as they are', () => {
  const form = formOf({ tags: 7, gates: [{ network: 'eth0' }, 'mains'], schedule: { every: 10 } });
  same([form.tags, form.gates, form.schedule], ['7', '{"network":"eth0"}\nmains', '{"every":10}']);
  same(definitionOf(formOf({ tags: [1, 'a'] })).tags, ['1', 'a']);
});

test('a save says which state of the job the form began with', () => {
  const definition = { name: 'a', schedule: 'every hour' };
  const sent = more => JSON.parse(JSON.stringify(saveOf({ definition, screen: 'edit', name: 'a', version: 'v1', ...more })));
  same(sent(), { definition, version: 'v1' });
  same(sent({ anyway: true }), { definition }, 'save all the same');
  same(sent({ version: undefined }), { definition });
  same(sent({ name: 'b' }), { definition, new: true }, 'another name makes another job, of which no state is known');
  same(sent({ screen: 'copy', name: 'b' }), { definition, new: true });
  same(sent({ screen: 'new', name: undefined, version: undefined }), { definition, new: true });
  same(sent({ screen: 'new', name: undefined, version: undefined, replaces: true }), { definition });
});

test('a conflict is told from other refusals', () => {
  same(isConflict({ status: 409, message: 'The job "a" was changed meanwhile by admin.' }), true);
  same(isConflict({ status: 409, message: 'There is a job "a" already.' }), false);
  same(isConflict({ status: 400, message: 'was changed meanwhile' }), false);
});
